package io.cammanager.backup.core.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.MultipartUpload.StoredPart;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.CannedServer.Answer;
import io.cammanager.backup.core.store.s3.CannedServer.Asked;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies and lists of parts, as answers that no server at hand gives. */
class S3CopyTest {
    private static final ObjectKey FROM = new ObjectKey("cam01/a b.mp4");
    private static final ObjectKey TO = new ObjectKey("copy");
    private static final ObjectInfo SMALL = new ObjectInfo(FROM, 5, "01", Instant.EPOCH, Map.of());
    private static final ObjectInfo LARGE = new ObjectInfo(FROM, 6L << 30, "01-9", Instant.EPOCH, Map.of());

    private CannedServer server;
    private S3StoreProvider provider;
    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        server = new CannedServer();
        provider = S3StoreProvider.of(server.config().build());
        store = provider.open(Checksums.REQUIRED);
    }

    @AfterEach
    void close() {
        store.close();
        provider.close();
        server.close();
    }

    @Test
    void asksNothingMoreWhereTheCopyHasTheSameEtag() {
        server.answer(Answer.of(200, "<CopyObjectResult><ETag>\"01\"</ETag></CopyObjectResult>"));

        store.copy(SMALL, TO);

        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().get(0).header("x-amz-copy-source-if-match")).isEqualTo("01");
        assertThat(server.asked().get(0).header("x-amz-copy-source")).isEqualTo("recordings/cam01/a%20b.mp4");
    }

    @Test
    void looksAtTheSourceWhereTheCopyHasAnotherEtag() {
        server.answer(Answer.of(200, "<CopyObjectResult><ETag>\"02\"</ETag></CopyObjectResult>"));
        server.answer(head("\"01\"", "5"));
        server.answer(Answer.of(200, "<CopyObjectResult><ETag>\"02\"</ETag></CopyObjectResult>"));
        server.answer(head("\"02\"", "5"));

        store.copy(SMALL, TO);
        assertThat(failure(SMALL).kind()).isEqualTo(Kind.PRECONDITION_FAILED);

        assertThat(server.asked()).extracting(Asked::method).containsExactly("PUT", "HEAD", "PUT", "HEAD");
    }

    @Test
    void takesA200WithAnErrorInItForAFailure() {
        server.answer(Answer.error(200, "InternalError"));
        server.answer(Answer.of(200, ""));

        assertThat(failure(SMALL).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure(SMALL).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void givesACopyInPartsUpWhenOneFailsBehindA200() {
        for (Answer part : List.of(Answer.error(200, "InternalError"), Answer.of(200, ""))) {
            server.answer(head("\"01-9\"", Long.toString(LARGE.size())));
            server.answer(begun());
            server.answer(part);
            server.answer(Answer.of(204, ""));

            assertThat(failure(LARGE).kind()).isEqualTo(Kind.UNAVAILABLE);
        }

        assertThat(server.asked())
                .extracting(Asked::method)
                .containsExactly("HEAD", "POST", "PUT", "DELETE", "HEAD", "POST", "PUT", "DELETE");
    }

    @Test
    void publishesNoCopyInPartsOfASourceThatHasChanged() {
        server.answer(head("\"01-9\"", Long.toString(LARGE.size())));
        server.answer(begun());
        for (int i = 0; i < 6; i++) {
            server.answer(Answer.of(200, "<CopyPartResult><ETag>\"0" + i + "\"</ETag></CopyPartResult>"));
        }
        server.answer(head("\"02\"", "5"));
        server.answer(Answer.of(204, ""));

        assertThat(failure(LARGE).kind()).isEqualTo(Kind.PRECONDITION_FAILED);

        assertThat(server.asked()).extracting(Asked::method).endsWith("PUT", "HEAD", "DELETE");
        assertThat(server.asked().get(7).header("x-amz-copy-source-range")).isEqualTo("bytes=5368709120-6442450943");
    }

    @Test
    void readsTheListOfPartsPageByPage() {
        server.answer(Answer.of(
                200,
                "<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>1000</NextPartNumberMarker>"
                        + part(1, "\"0a\"", 5) + part(1000, "\"0b\"", 6) + "</ListPartsResult>"));
        server.answer(Answer.of(
                200, "<ListPartsResult><IsTruncated>false</IsTruncated>" + part(1001, "0c", 7) + "</ListPartsResult>"));

        List<StoredPart> parts = store.resumeMultipart(
                        new PutRequest(TO, Map.of(), "video/mp4", Condition.IF_ABSENT), "u1")
                .storedParts();

        assertThat(parts)
                .containsExactly(
                        new StoredPart(1, "0a", 5), new StoredPart(1000, "0b", 6), new StoredPart(1001, "0c", 7));
        assertThat(server.asked().get(1).uri().getQuery()).contains("part-number-marker=1000");
    }

    private static String part(int number, String etag, long size) {
        return "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag><Size>%d</Size></Part>".formatted(number, etag, size);
    }

    private static Answer head(String etag, String length) {
        return Answer.of(200, "").with(Map.of("ETag", etag, "Content-Length", length));
    }

    private static Answer begun() {
        return Answer.of(200, "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
    }

    private StoreException failure(ObjectInfo from) {
        return catchThrowableOfType(StoreException.class, () -> store.copy(from, TO));
    }
}
