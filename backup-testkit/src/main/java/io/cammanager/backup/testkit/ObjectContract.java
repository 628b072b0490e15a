package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.CONTENT_TYPE;
import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.randomBytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Single objects: stored, described, read, refused, deleted. */
interface ObjectContract extends ContractPart {
    @Test
    default void saysThatAMissingObjectIsNotThere() {
        ObjectKey key = underTest().key("missing");

        assertThat(underTest().store().head(key)).isEmpty();
        assertThatFails(Kind.NOT_FOUND, () -> underTest().store().get(key));
    }

    @Test
    default void givesBackBytesAndMetadata() throws IOException {
        ObjectKey key = underTest().key("camera-01/2026-01-01_00-00-00.mp4");
        Map<String, String> metadata = Map.of("mtime", "1767225600.123456789", "cm-id", "a b/c=%41+~", "x", "1");
        byte[] bytes = bytes("a recording");

        String etag = underTest()
                .store()
                .put(new PutRequest(key, metadata, CONTENT_TYPE, Condition.ALWAYS), BytesBody.of(bytes));

        ObjectInfo info = underTest().store().head(key).orElseThrow();
        assertThat(info.key()).isEqualTo(key);
        assertThat(info.size()).isEqualTo(bytes.length);
        assertThat(info.metadata()).isEqualTo(metadata);
        assertThat(info.etag()).isEqualTo(etag).isNotEmpty().doesNotContain("\"");
        try (ObjectContent content = underTest().store().get(key)) {
            assertThat(content.info().metadata()).isEqualTo(metadata);
            assertThat(content.info().size()).isEqualTo(bytes.length);
            assertThat(content.stream().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    default void givesTheMd5AsETag() throws Throwable {
        byte[] bytes = bytes("a recording");

        String etag = underTest().store().put(request(underTest().key("a")), BytesBody.of(bytes));

        underTest()
                .unless(
                        Deviation.ETAG_IS_NOT_MD5,
                        () -> assertThat(etag).isEqualTo(BytesBody.md5(bytes).toString()));
    }

    @Test
    default void storesAnEmptyObject() {
        ObjectKey key = underTest().key("empty");

        underTest().store().put(request(key), BytesBody.of(new byte[0]).withMd5());

        assertThat(underTest().store().head(key).orElseThrow().size()).isZero();
        assertThat(underTest().read(key)).isEmpty();
    }

    @Test
    default void storesALargerObject() {
        ObjectKey key = underTest().key("large");
        byte[] bytes = randomBytes(6_000_000, 1);

        underTest().store().put(request(key), BytesBody.of(bytes).withMd5());

        assertThat(underTest().store().head(key).orElseThrow().size()).isEqualTo(bytes.length);
        assertThat(underTest().read(key)).isEqualTo(bytes);
    }

    @Test
    default void replacesAnObjectWhole() {
        ObjectKey key = underTest().key("replaced");
        underTest()
                .store()
                .put(
                        new PutRequest(key, Map.of("cm-id", "1"), CONTENT_TYPE, Condition.ALWAYS),
                        BytesBody.of(bytes("the first and longer one")));

        underTest().store().put(request(key), BytesBody.of(bytes("second")));

        assertThat(underTest().read(key)).isEqualTo(bytes("second"));
        assertThat(underTest().store().head(key).orElseThrow().metadata()).isEmpty();
    }

    @Test
    default void refusesBytesThatDoNotMatchTheirSha256() throws Throwable {
        Body body = BytesBody.of(bytes("changed")).announcedAs(BytesBody.of(bytes("promise")));

        refuses(Deviation.ACCEPTS_WRONG_SHA256, body);
    }

    @Test
    default void refusesBytesThatDoNotMatchTheirMd5() throws Throwable {
        byte[] bytes = bytes("changed");
        Body wrong = BytesBody.of(bytes).announcedWithMd5Of(bytes("promise"));

        refuses(Deviation.ACCEPTS_WRONG_MD5, wrong);
    }

    private void refuses(Deviation deviation, Body body) throws Throwable {
        ObjectKey key = underTest().key("refused");
        underTest().unless(deviation, () -> {
            assertThatFails(Kind.DIGEST_MISMATCH, () -> underTest().store().put(request(key), body));
            assertThat(underTest().store().head(key)).isEmpty();
        });
    }

    @Test
    default void deletesAnObjectAndNothingElse() {
        ObjectKey gone = underTest().put("gone");
        ObjectKey kept = underTest().put("gone-not");

        underTest().store().delete(gone);
        underTest().store().delete(gone);

        assertThat(underTest().store().head(gone)).isEmpty();
        assertThat(underTest().store().head(kept)).isPresent();
    }

    @Test
    default void deletesWhatWasNeverThere() {
        underTest().store().delete(underTest().key("never"));

        assertThat(underTest().list()).isEmpty();
    }
}
