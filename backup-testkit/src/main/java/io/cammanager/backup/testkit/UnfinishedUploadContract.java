package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.MultipartContract.PART_SIZE;
import static io.cammanager.backup.testkit.StoreUnderTest.CONTENT_TYPE;
import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.randomBytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.MultipartUpload.StoredPart;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.UnfinishedUpload;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Uploads in parts that somebody else, or an earlier run, has begun. */
interface UnfinishedUploadContract extends ContractPart {
    /** More parts than a page of their list holds. */
    int MANY_PARTS = 1001;

    @Test
    default void tellsOfTheUploadsBelowAPrefix() throws Throwable {
        ObjectKey key = underTest().key("in/side é+.mp4");
        MultipartUpload one = underTest().store().startMultipart(request(key));
        MultipartUpload two = underTest().store().startMultipart(request(key));
        MultipartUpload outside =
                underTest().store().startMultipart(request(underTest().key("out")));
        MultipartUpload aborted =
                underTest().store().startMultipart(request(underTest().key("in/aborted")));
        aborted.abort();
        try {
            underTest().unless(Deviation.LISTS_UPLOADS_WRONGLY, () -> {
                List<UnfinishedUpload> found =
                        underTest().store().unfinishedUploads(underTest().prefix() + "in/");

                assertThat(found).extracting(UnfinishedUpload::key).containsOnly(key);
                assertThat(found)
                        .extracting(UnfinishedUpload::uploadId)
                        .containsExactlyInAnyOrder(one.uploadId(), two.uploadId());
            });
        } finally {
            one.abort();
            two.abort();
            outside.abort();
        }
        assertThat(underTest().store().unfinishedUploads(underTest().prefix())).isEmpty();
    }

    @Test
    default void goesOnWithAnUploadThatWasBegunEarlier() {
        ObjectKey key = underTest().key("resumed");
        byte[] first = randomBytes(PART_SIZE, 5);
        PutRequest request = new PutRequest(key, Map.of("cm-id", "begun"), CONTENT_TYPE, Condition.ALWAYS);
        MultipartUpload begun = underTest().store().startMultipart(request);
        Part unused = begun.uploadPart(1, BytesBody.of(first));

        MultipartUpload resumed = underTest().store().resumeMultipart(request, begun.uploadId());
        assertThat(resumed.uploadId()).isEqualTo(begun.uploadId());
        List<StoredPart> stored = resumed.storedParts();
        Part second = resumed.uploadPart(2, BytesBody.of(bytes("the rest")));
        resumed.complete(List.of(stored.get(0).part(), second));

        assertThat(stored)
                .containsExactly(new StoredPart(1, BytesBody.md5(first).toString(), PART_SIZE));
        ObjectInfo info = underTest().store().head(key).orElseThrow();
        assertThat(info.metadata()).isEqualTo(Map.of("cm-id", "begun"));
        assertThat(underTest().read(key)).isEqualTo(Bytes.concat(first, bytes("the rest")));
    }

    @Test
    default void tellsOfNoPartsBeforeTheFirst() {
        MultipartUpload upload =
                underTest().store().startMultipart(request(underTest().key("new")));

        assertThat(upload.storedParts()).isEmpty();
        upload.abort();
    }

    @Test
    default void tellsOfThePartThatReplacedAnother() {
        MultipartUpload upload =
                underTest().store().startMultipart(request(underTest().key("resent")));
        Part unused = upload.uploadPart(7, BytesBody.of(bytes("a first try")));
        Part last = upload.uploadPart(7, BytesBody.of(bytes("second")));

        assertThat(upload.storedParts()).containsExactly(new StoredPart(7, last.etag(), 6));
        upload.abort();
    }

    @Test
    @Tag("long")
    default void tellsOfMorePartsThanAPageHolds() {
        MultipartUpload upload =
                underTest().store().startMultipart(request(underTest().key("many")));
        IntStream.rangeClosed(1, MANY_PARTS)
                .parallel()
                .forEach(number -> upload.uploadPart(number, BytesBody.of(bytes("x"))));

        assertThat(upload.storedParts())
                .extracting(StoredPart::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, MANY_PARTS).boxed().toList());
        upload.abort();
    }

    @Test
    default void knowsNoPartsOfAnUploadThatIsGone() throws Throwable {
        PutRequest request = request(underTest().key("gone"));
        MultipartUpload upload = underTest().store().startMultipart(request);
        Part unused = upload.uploadPart(1, BytesBody.of(bytes("part")));
        upload.abort();

        MultipartUpload resumed = underTest().store().resumeMultipart(request, upload.uploadId());
        underTest()
                .unless(Deviation.LISTS_PARTS_AFTER_ABORT, () -> assertThatFails(Kind.NOT_FOUND, resumed::storedParts));
        resumed.abort();
    }
}
