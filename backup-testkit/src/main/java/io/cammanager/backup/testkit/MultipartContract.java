package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.CONTENT_TYPE;
import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.ifAbsent;
import static io.cammanager.backup.testkit.StoreUnderTest.randomBytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uploads in parts. */
interface MultipartContract extends ContractPart {
    /** The least that S3 takes as a part which is not the last. */
    int PART_SIZE = 5 * 1024 * 1024;

    @Test
    default void joinsPartsThatCameOutOfOrder() throws Throwable {
        ObjectKey key = underTest().key("parts");
        byte[] first = randomBytes(PART_SIZE, 2);
        byte[] second = randomBytes(1000, 3);
        Map<String, String> metadata = Map.of("mtime", "1.5", "md5chksum", "AAAAAAAAAAAAAAAAAAAAAA==");
        MultipartUpload upload =
                underTest().store().startMultipart(new PutRequest(key, metadata, CONTENT_TYPE, Condition.ALWAYS));

        Part partTwo = upload.uploadPart(2, BytesBody.of(second));
        Part partOne = upload.uploadPart(1, BytesBody.of(first).withMd5());
        assertThat(underTest().store().head(key)).as("nothing is visible yet").isEmpty();
        String etag = upload.complete(List.of(partOne, partTwo));

        ObjectInfo info = underTest().store().head(key).orElseThrow();
        underTest()
                .unless(Deviation.NAMES_NO_ETAG_OF_PARTS, () -> assertThat(etag).isEqualTo(info.etag()));
        assertThat(info.etag()).isNotEmpty();
        assertThat(info.size()).isEqualTo(PART_SIZE + 1000L);
        assertThat(info.metadata()).isEqualTo(metadata);
        assertThat(underTest().read(key)).isEqualTo(Bytes.concat(first, second));
    }

    @Test
    default void takesTheLastOfAPartThatWasSentTwice() {
        ObjectKey key = underTest().key("resent");
        byte[] first = randomBytes(PART_SIZE, 4);
        MultipartUpload upload = underTest().store().startMultipart(request(key));

        Part partOne = upload.uploadPart(1, BytesBody.of(first));
        Part unused = upload.uploadPart(2, BytesBody.of(bytes("a first try")));
        Part partTwo = upload.uploadPart(2, BytesBody.of(bytes("second try")));
        upload.complete(List.of(partOne, partTwo));

        assertThat(unused.etag()).isNotEqualTo(partTwo.etag());
        assertThat(underTest().read(key)).isEqualTo(Bytes.concat(first, bytes("second try")));
    }

    @Test
    default void leavesNothingOfAnAbortedUpload() {
        ObjectKey key = underTest().key("aborted");
        MultipartUpload upload = underTest().store().startMultipart(request(key));
        upload.uploadPart(1, BytesBody.of(bytes("part")));

        upload.abort();
        upload.abort();

        assertThat(underTest().store().head(key)).isEmpty();
        assertThat(underTest().list()).isEmpty();
    }

    @Test
    default void completesNoAbortedUpload() throws Throwable {
        ObjectKey key = underTest().key("aborted");
        MultipartUpload upload = underTest().store().startMultipart(request(key));
        Part part = upload.uploadPart(1, BytesBody.of(bytes("part")));
        upload.abort();

        underTest()
                .unless(
                        Deviation.BREAKS_ON_COMPLETION_AFTER_ABORT,
                        () -> assertThatFails(Kind.NOT_FOUND, () -> upload.complete(List.of(part))));
        assertThat(underTest().store().head(key)).isEmpty();
    }

    @Test
    default void takesNoPartOfAnAbortedUpload() throws Throwable {
        MultipartUpload upload =
                underTest().store().startMultipart(request(underTest().key("aborted")));
        upload.abort();

        underTest()
                .unless(
                        Deviation.TAKES_PARTS_AFTER_ABORT,
                        () -> assertThatFails(Kind.NOT_FOUND, () -> upload.uploadPart(1, BytesBody.of(bytes("late")))));
    }

    @Test
    default void keepsTheOldObjectWhileANewOneIsUploaded() {
        ObjectKey key = underTest().put("old");
        MultipartUpload upload = underTest().store().startMultipart(request(key));

        Part part = upload.uploadPart(1, BytesBody.of(bytes("new")));

        assertThat(underTest().read(key)).isEqualTo(bytes("old"));
        upload.complete(List.of(part));
        assertThat(underTest().read(key)).isEqualTo(bytes("new"));
    }

    @Test
    default void refusesAPartThatDoesNotMatchItsSha256() throws Throwable {
        MultipartUpload upload =
                underTest().store().startMultipart(request(underTest().key("wrong")));
        BytesBody body = BytesBody.of(bytes("changed")).announcedAs(BytesBody.of(bytes("promise")));

        underTest()
                .unless(
                        Deviation.ACCEPTS_WRONG_SHA256,
                        () -> assertThatFails(Kind.DIGEST_MISMATCH, () -> upload.uploadPart(1, body)));
        upload.abort();
    }

    @Test
    default void refusesAPartThatWasNeverSent() {
        ObjectKey key = underTest().key("incomplete");
        MultipartUpload upload = underTest().store().startMultipart(request(key));
        Part sent = upload.uploadPart(1, BytesBody.of(bytes("part")));

        assertThatFails(Kind.REJECTED, () -> upload.complete(List.of(sent, new Part(2, sent.etag()))));

        assertThat(underTest().store().head(key)).isEmpty();
        upload.abort();
    }

    @Test
    default void keepsTheObjectThatIsThereWhenPartsAreJoined() throws Throwable {
        ObjectKey key = underTest().put("kept");
        MultipartUpload upload = underTest().store().startMultipart(ifAbsent(key));
        Part part = upload.uploadPart(1, BytesBody.of(bytes("intruder")));

        underTest().unless(Deviation.IGNORES_IF_ABSENT_OF_PARTS, () -> {
            assertThatFails(Kind.PRECONDITION_FAILED, () -> upload.complete(List.of(part)));
            assertThat(underTest().read(key)).isEqualTo(bytes("kept"));
        });
        upload.abort();
    }
}
