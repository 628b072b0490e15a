package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.ObjectVersion.Kind;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.Versioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Buckets that keep versions, and what the same calls do in a bucket that does not. */
interface VersionContract extends ContractPart {
    ObjectKey KEY = new ObjectKey("camera-01/a é+.mp4");

    /** Opens a bucket that a test may switch to keeping versions. */
    ObjectStore openVersioned();

    /** Lets that bucket keep versions, or none any more; an {@link AssertionError} where the server cannot do that. */
    void setVersioning(Versioning versioning);

    /** Removes that bucket, which is empty. */
    void removeVersioned();

    /** What is checked in a bucket that keeps versions. */
    @FunctionalInterface
    interface VersionCheck {
        void check(ObjectStore store);
    }

    /** Does a check in a bucket of its own, where the server can keep versions at all. */
    default void whereVersionsAreKept(VersionCheck check) throws Throwable {
        underTest().unless(Deviation.KEEPS_NO_VERSIONS, () -> {
            try (ObjectStore store = openVersioned()) {
                store.createBucket();
                setVersioning(Versioning.ENABLED);
                check.check(store);
                deleteAll(store, KEY);
                deleteAll(store, new ObjectKey(KEY.value() + "-other"));
            } finally {
                removeVersioned();
            }
        });
    }

    private static void deleteAll(ObjectStore store, ObjectKey key) {
        store.versions(key).forEach(version -> store.deleteVersion(key, version.versionId()));
        assertThat(store.versions(key)).isEmpty();
        assertThat(store.head(key)).isEmpty();
    }

    private static ObjectInfo put(ObjectStore store, String text) {
        store.put(request(KEY), BytesBody.of(bytes(text)));
        return store.head(KEY).orElseThrow();
    }

    private static String read(ObjectStore store, ObjectKey key) {
        return read(store, ReadRequest.whole(key));
    }

    private static String read(ObjectStore store, ReadRequest request) {
        try (ObjectContent content = store.get(request)) {
            return new String(content.stream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    default void saysWhetherVersionsAreKept() throws Throwable {
        assertThat(underTest().store().versioning()).isEqualTo(Versioning.OFF);
        whereVersionsAreKept(store -> {
            assertThat(store.versioning()).isEqualTo(Versioning.ENABLED);
            setVersioning(Versioning.SUSPENDED);
            assertThat(store.versioning()).isEqualTo(Versioning.SUSPENDED);
        });
    }

    @Test
    default void keepsWhatIsOverwrittenAndDeleted() throws Throwable {
        whereVersionsAreKept(store -> {
            ObjectInfo first = put(store, "first");
            ObjectInfo second = put(store, "second");
            store.put(request(new ObjectKey(KEY.value() + "-other")), BytesBody.of(bytes("other")));
            Optional<String> marker = store.delete(KEY);
            assertThat(store.head(KEY)).isEmpty();
            ObjectInfo third = put(store, "third");

            List<ObjectVersion> versions = store.versions(KEY);

            assertThat(versions)
                    .filteredOn(version -> version.kind() == Kind.OBJECT)
                    .extracting(ObjectVersion::versionId, ObjectVersion::etag)
                    .containsExactly(
                            tuple(third.versionId(), third.etag()),
                            tuple(second.versionId(), second.etag()),
                            tuple(first.versionId(), first.etag()));
            assertThat(versions)
                    .filteredOn(version -> version.kind() == Kind.DELETE_MARKER)
                    .extracting(ObjectVersion::versionId, ObjectVersion::etag)
                    .containsExactly(tuple(marker.orElseThrow(), ""));
            assertThat(versions.get(0).versionId()).isEqualTo(third.versionId());
            assertThat(store.delete(KEY)).contains(store.versions(KEY).get(0).versionId());
        });
    }

    @Test
    default void deletesOneVersionForGoodAndNoOther() throws Throwable {
        whereVersionsAreKept(store -> {
            ObjectInfo first = put(store, "first");
            ObjectInfo second = put(store, "second");
            String marker = store.delete(KEY).orElseThrow();

            store.deleteVersion(KEY, String.valueOf(second.versionId()));
            store.deleteVersion(KEY, String.valueOf(second.versionId()));
            store.deleteVersion(KEY, marker);

            assertThat(read(store, KEY)).isEqualTo("first");
            assertThat(store.versions(KEY))
                    .extracting(ObjectVersion::versionId)
                    .containsExactly(String.valueOf(first.versionId()));
        });
    }

    @Test
    default void readsAVersionThatIsNotTheLatest() throws Throwable {
        whereVersionsAreKept(store -> {
            ObjectInfo first = put(store, "first");
            put(store, "second");
            store.delete(KEY);
            ReadRequest wanted = ReadRequest.whole(KEY).ofVersion(first.versionId());

            assertThat(read(store, wanted)).isEqualTo("first");
            assertThat(read(store, wanted.range(1, 3).onlyIf(first.etag()))).isEqualTo("irs");
            assertThatFails(StoreException.Kind.NOT_FOUND, () -> store.get(KEY));
        });
    }

    @Test
    default void copiesAVersionThatIsNotTheLatest() throws Throwable {
        whereVersionsAreKept(store -> {
            ObjectKey copy = new ObjectKey(KEY.value() + "-other");
            ObjectInfo first = put(store, "first");
            put(store, "second");

            store.copy(first, copy);

            assertThat(read(store, copy)).isEqualTo("first");
            assertThat(read(store, KEY)).isEqualTo("second");
        });
    }

    @Test
    default void keepsOneVersionOfWhatIsStoredWhileVersionsAreSuspended() throws Throwable {
        whereVersionsAreKept(store -> {
            ObjectInfo kept = put(store, "kept");
            setVersioning(Versioning.SUSPENDED);
            put(store, "gone");
            put(store, "last");

            List<ObjectVersion> versions = store.versions(KEY);

            assertThat(versions)
                    .extracting(ObjectVersion::versionId)
                    .containsExactly("null", String.valueOf(kept.versionId()));
            assertThat(read(store, KEY)).isEqualTo("last");
        });
    }

    @Test
    default void listsTheVersionsOfAllKeysBelowAPrefix() throws Throwable {
        whereVersionsAreKept(store -> {
            ObjectKey other = new ObjectKey(KEY.value() + "-other");
            ObjectInfo first = put(store, "first");
            ObjectInfo second = put(store, "the second");
            store.put(request(other), BytesBody.of(bytes("other")));
            String marker = store.delete(KEY).orElseThrow();

            List<ListedVersion> versions = store.listVersions(new VersionListRequest("camera-01/", null))
                    .versions();

            assertThat(versions)
                    .extracting(ListedVersion::key, ListedVersion::size)
                    .containsExactlyInAnyOrder(tuple(KEY, 5L), tuple(KEY, 10L), tuple(KEY, 0L), tuple(other, 5L));
            assertThat(versions)
                    .filteredOn(row -> row.key().equals(KEY))
                    .extracting(row -> row.version().versionId())
                    .containsExactlyInAnyOrder(first.versionId(), second.versionId(), marker)
                    .startsWith(marker);
            assertThat(store.listVersions(new VersionListRequest("camera-02/", null))
                            .versions())
                    .isEmpty();
        });
    }

    @Test
    default void knowsTheObjectAloneWhereNoVersionsAreKept() {
        ObjectStore store = underTest().store();
        ObjectKey key = underTest().put("alone");
        ObjectKey unused = underTest().put("alone-not");
        String etag = store.head(key).orElseThrow().etag();

        assertThat(store.versions(key)).extracting(ObjectVersion::etag).containsExactly(etag);
        assertThat(store.versions(underTest().key("missing"))).isEmpty();
        assertThat(store.delete(key)).as("nothing hides it").isEmpty();
        assertThat(store.versions(key)).isEmpty();
    }

    @Test
    default void saysThatTheBucketOfVersionsIsMissing() {
        try (ObjectStore store = openVersioned()) {
            assertThatFails(StoreException.Kind.BUCKET_MISSING, () -> store.versions(KEY));
            assertThatFails(StoreException.Kind.BUCKET_MISSING, () -> store.unfinishedUploads(""));
        }
    }
}
