package io.cammanager.backup.core.remove;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.lock.LeaseView;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RemoverTest {
    private static final String PREFIX = "site/";
    private static final ObjectKey PATH = new ObjectKey("north/a.mp4");
    private static final ObjectKey KEY = new ObjectKey(PREFIX + PATH);
    private static final ObjectKey COPY = new ObjectKey("site/.cammanager/replaced/run/north/a.mp4");

    private final MemoryStoreProvider provider = MemoryStoreProvider.of("recordings");
    private final ObjectStore memory = provider.open(Checksums.SUPPORTED);
    private final Map<ObjectKey, String> journal = new HashMap<>();
    private LeaseView lease = LeaseView.ALWAYS;
    private Enforcement conditions = Enforcement.HOLDS;

    @BeforeEach
    void setUp() {
        memory.createBucket();
    }

    @Test
    void hidesWhereVersionsAreKept() {
        provider.setVersioning(Versioning.ENABLED);
        CatalogRow row = write("ours", "id-1");

        Removal removal = remover(memory).remove(row);

        assertThat(removal.result()).isEqualTo(RemovalResult.DELETED);
        assertThat(memory.head(KEY)).isEmpty();
        assertThat(memory.versions(KEY))
                .extracting(ObjectVersion::kind)
                .containsExactly(ObjectVersion.Kind.DELETE_MARKER, ObjectVersion.Kind.OBJECT);
        assertThat(journal).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void copiesFirstWhereVersionsAreNotKept() throws IOException {
        CatalogRow row = write("ours", "id-1");

        Removal removal = remover(memory).remove(row);

        assertThat(removal.result()).isEqualTo(RemovalResult.DELETED);
        assertThat(keys()).containsExactly(COPY.value());
        assertThat(read(COPY)).isEqualTo("ours");
    }

    /** What is written while versioning is suspended has no version of its own, and a marker would take its place. */
    @Test
    void copiesFirstWhereVersioningIsSuspended() throws IOException {
        provider.setVersioning(Versioning.ENABLED);
        CatalogRow row = write("ours", "id-1");
        provider.setVersioning(Versioning.SUSPENDED);

        assertThat(remover(memory).remove(row).result()).isEqualTo(RemovalResult.DELETED);

        assertThat(read(COPY)).isEqualTo("ours");
        assertThat(memory.head(KEY)).isEmpty();
    }

    /** What was stored before versions were kept is overwritten the moment they no longer are. */
    @Test
    void asksAgainBeforeItReliesOnVersionsForWhatHasNone() throws IOException {
        CatalogRow row = write("ours", "id-1");
        provider.setVersioning(Versioning.ENABLED);
        ObjectStore store = new ForwardingObjectStore(memory) {
            @Override
            public Optional<ObjectInfo> head(ObjectKey key) {
                Optional<ObjectInfo> info = super.head(key);
                provider.setVersioning(Versioning.SUSPENDED);
                return info;
            }
        };
        Keeping keeping = new Keeping(store, PREFIX, "run", traits());
        assertThat(keeping.canRemove()).isTrue();

        assertThat(remover(store, keeping).remove(row).result()).isEqualTo(RemovalResult.DELETED);

        assertThat(read(COPY)).isEqualTo("ours");
    }

    @Test
    void refusesWhereNothingCanBeKept() {
        conditions = Enforcement.DOES_NOT_HOLD;
        CatalogRow row = write("ours", "id-1");
        Keeping keeping = new Keeping(memory, PREFIX, "run", traits());

        assertThat(keeping.canRemove()).isFalse();
        assertThat(remover(memory, keeping).remove(row).result()).isEqualTo(RemovalResult.IMPOSSIBLE);
        assertThat(keys()).containsExactly(KEY.value());
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    void leavesWhatWasFoundBySizeAndTimeAlone(Versioning versioning) {
        provider.setVersioning(versioning);
        CatalogRow row = write("ours", "id-1");
        Confirmation adopted = new Confirmation(etag("ours"), null, "id-1", Proof.METADATA, 1);

        Removal removal = remover(memory).remove(new CatalogRow(PATH, row.stamp(), 1, adopted));

        assertThat(removal.result()).isEqualTo(RemovalResult.NOT_OURS);
        assertThat(keys()).containsExactly(KEY.value());
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    void leavesAnotherUploadOfTheSameBytesAlone(Versioning versioning) {
        provider.setVersioning(versioning);
        CatalogRow row = write("ours", "id-1");
        CatalogRow unused = write("ours", "id-2");

        assertThat(remover(memory).remove(row).result()).isEqualTo(RemovalResult.CHANGED);
        assertThat(keys()).containsExactly(KEY.value());
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    void findsThatItIsGone(Versioning versioning) {
        provider.setVersioning(versioning);
        CatalogRow row = write("ours", "id-1");
        var unused = memory.delete(KEY);

        assertThat(remover(memory).remove(row).result()).isEqualTo(RemovalResult.GONE);
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    void asksForTheLeaseAtTheLastMoment(Versioning versioning) {
        provider.setVersioning(versioning);
        CatalogRow row = write("ours", "id-1");
        lease = () -> false;

        assertThat(remover(memory).remove(row).result()).isEqualTo(RemovalResult.LEASE_LOST);
        assertThat(memory.head(KEY)).isPresent();
    }

    /** The race that no lease excludes: somebody writes between the look and the delete. */
    @ParameterizedTest
    @EnumSource(Versioning.class)
    void neverLosesWhatIsWrittenAtTheLastMoment(Versioning versioning) throws IOException {
        provider.setVersioning(versioning);
        CatalogRow row = write("ours", "id-1");
        ObjectStore store = new Racing() {
            @Override
            void beforeDelete() {
                CatalogRow unused = write("theirs", "id-2");
            }
        };

        Removal removal = remover(store).remove(row);

        assertThat(removal.result()).isEqualTo(RemovalResult.CHANGED);
        assertThat(read(KEY)).isEqualTo("theirs");
        assertThat(journal).isEmpty();
    }

    @Test
    void leavesNoMarkerBelowWhatIsWrittenRightAfterwards() {
        provider.setVersioning(Versioning.ENABLED);
        CatalogRow row = write("ours", "id-1");
        ObjectStore store = new Racing() {
            @Override
            void afterDelete() {
                CatalogRow unused = write("theirs", "id-2");
            }
        };

        assertThat(remover(store).remove(row).result()).isEqualTo(RemovalResult.CHANGED);

        assertThat(memory.versions(KEY))
                .extracting(ObjectVersion::kind)
                .containsExactly(ObjectVersion.Kind.OBJECT, ObjectVersion.Kind.OBJECT);
    }

    /** A delete whose answer was lost is sent again, and makes a second marker. */
    @Test
    void takesEveryMarkerOfItsOwnBack() throws IOException {
        provider.setVersioning(Versioning.ENABLED);
        CatalogRow row = write("ours", "id-1");
        ObjectStore store = new Racing() {
            @Override
            void beforeDelete() {
                CatalogRow unused = write("theirs", "id-2");
                Optional<String> lost = memory.delete(KEY);
                assertThat(lost).isPresent();
            }
        };

        assertThat(remover(store).remove(row).result()).isEqualTo(RemovalResult.CHANGED);
        assertThat(read(KEY)).isEqualTo("theirs");
    }

    @Test
    void aLaterRunFinishesWhatWasCutOff() throws IOException {
        provider.setVersioning(Versioning.ENABLED);
        CatalogRow row = write("ours", "id-1");
        ObjectStore store = new Racing() {
            @Override
            void beforeDelete() {
                CatalogRow unused = write("theirs", "id-2");
            }

            @Override
            void afterDelete() {
                throw new StoreException(Kind.UNAVAILABLE, "delete", KEY.value(), "the answer was lost");
            }
        };
        Remover cutOff = remover(store);
        assertThatThrownBy(() -> cutOff.remove(row)).isInstanceOf(StoreException.class);
        assertThat(memory.head(KEY)).isEmpty();
        assertThat(journal).containsOnlyKeys(PATH);

        Removal unused = remover(memory).finish(PATH, journal.getOrDefault(PATH, ""));

        assertThat(read(KEY)).isEqualTo("theirs");
        assertThat(journal).isEmpty();
    }

    @Test
    void saysSoWhenItMayNotTakeItsMarkerBack() {
        provider.setVersioning(Versioning.ENABLED);
        CatalogRow row = write("ours", "id-1");
        ObjectStore store = new Racing() {
            @Override
            void beforeDelete() {
                CatalogRow unused = write("theirs", "id-2");
            }

            @Override
            public void deleteVersion(ObjectKey key, String versionId) {
                throw new StoreException(Kind.DENIED, "delete a version of", key.value(), "not allowed");
            }
        };

        Removal removal = remover(store).remove(row);

        assertThat(removal.result()).isEqualTo(RemovalResult.HIDDEN);
        assertThat(removal.detail()).contains(memory.versions(KEY).get(0).versionId());
        assertThat(journal).containsOnlyKeys(PATH);
    }

    @Test
    void deletesNothingWhenTheCopyIsNotLikeTheObject() {
        CatalogRow row = write("ours", "id-1");
        ObjectStore store = new ForwardingObjectStore(memory) {
            @Override
            public void copy(ObjectInfo from, ObjectKey to) {
                String unused = memory.put(request(to, "id-1"), new Text("oups"));
            }
        };

        assertThatThrownBy(() -> remover(store).remove(row))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DIGEST_MISMATCH));
        assertThat(memory.head(KEY)).isPresent();
    }

    @Test
    void neverOverwritesACopyOfSomethingElse() throws IOException {
        String unused = memory.put(request(COPY, "id-0"), new Text("older"));
        CatalogRow row = write("ours", "id-1");

        assertThat(remover(memory).remove(row).result()).isEqualTo(RemovalResult.DELETED);

        assertThat(read(COPY)).isEqualTo("older");
        assertThat(read(new ObjectKey("site/.cammanager/replaced/run-2/north/a.mp4")))
                .isEqualTo("ours");
    }

    private Remover remover(ObjectStore store) {
        return remover(store, new Keeping(store, PREFIX, "run", traits()));
    }

    private Remover remover(ObjectStore store, Keeping keeping) {
        return new Remover(store, PREFIX, keeping, new Remover.Guards(lease, new RemovalJournal() {
            @Override
            public void begin(ObjectKey path, String versionId) {
                journal.put(path, versionId);
            }

            @Override
            public void end(ObjectKey path) {
                journal.remove(path);
            }
        }));
    }

    private StoreTraits traits() {
        return new StoreTraits(
                Checksums.SUPPORTED,
                Enforcement.HOLDS,
                Enforcement.HOLDS,
                Enforcement.HOLDS,
                conditions,
                conditions,
                Enforcement.HOLDS);
    }

    private CatalogRow write(String text, String id) {
        String etag = memory.put(request(KEY, id), new Text(text));
        Confirmation confirmation =
                new Confirmation(etag, Hashing.sha256().hashString(text, UTF_8), id, Proof.SIGNED_SHA256, 1);
        return new CatalogRow(PATH, new FileStamp(text.length(), 1, 1, 1), 1, confirmation);
    }

    private String etag(String text) {
        return memory.head(KEY).map(ObjectInfo::etag).orElse(text);
    }

    private static PutRequest request(ObjectKey key, String id) {
        return new PutRequest(key, Map.of("cm-id", id), "video/mp4", Condition.ALWAYS);
    }

    private String read(ObjectKey key) throws IOException {
        try (var content = memory.get(key)) {
            return new String(content.stream().readAllBytes(), UTF_8);
        }
    }

    private List<String> keys() {
        return memory.list(ListRequest.all("")).objects().stream()
                .map(object -> object.key().value())
                .toList();
    }

    /** Lets something happen right before or after a delete. */
    private class Racing extends ForwardingObjectStore {
        Racing() {
            super(memory);
        }

        void beforeDelete() {
            // nothing happens, unless a test says so
        }

        void afterDelete() {
            // nothing happens, unless a test says so
        }

        @Override
        public Optional<String> delete(ObjectKey key) {
            beforeDelete();
            Optional<String> marker = super.delete(key);
            afterDelete();
            return marker;
        }

        @Override
        public void deleteIfMatch(ObjectKey key, String etag) {
            beforeDelete();
            super.deleteIfMatch(key, etag);
            afterDelete();
        }
    }

    private record Text(String text) implements Body {
        @Override
        public long length() {
            return text.length();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        }

        @Override
        public Digests digests() {
            return new Digests(Hashing.sha256().hashString(text, UTF_8), null);
        }
    }
}
