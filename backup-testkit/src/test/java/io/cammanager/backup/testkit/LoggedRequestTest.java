package io.cammanager.backup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedRequestTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /, '', ListBuckets",
        "HEAD, /b, '', HeadBucket",
        "HEAD, /b/, '', HeadBucket",
        "PUT, /b, '', CreateBucket",
        "PUT, /b, lifecycle, PutBucketLifecycle",
        "DELETE, /b, '', DeleteBucket",
        "GET, /b, location, GetBucketLocation",
        "GET, /b, versioning=, GetBucketVersioning",
        "GET, /b, versions, ListObjectVersions",
        "GET, /b, uploads=, ListMultipartUploads",
        "GET, /b, list-type=2&prefix=uploads, ListObjectsV2",
        "GET, /b, prefix=a, ListObjects",
        "POST, /b, delete, DeleteObjects",
        "GET, /b/k/uploads, '', GetObject",
        "HEAD, /b/k, '', HeadObject",
        "PUT, /b/k, x-id=PutObject, PutObject",
        "PUT, /b/k, tagging, PutObjectTagging",
        "PUT, /b/k, partNumber=1&uploadId=u, UploadPart",
        "POST, /b/k, uploads, CreateMultipartUpload",
        "POST, /b/k, uploadId=u, CompleteMultipartUpload",
        "GET, /b/k, uploadId=u, ListParts",
        "DELETE, /b/k, uploadId=u, AbortMultipartUpload",
        "DELETE, /b/k, '', DeleteObject",
    })
    void namesOperationsAsS3Does(String method, String path, String query, String operation) {
        assertThat(request(method, path, query).operation()).isEqualTo(operation);
    }

    @Test
    void writesJson() {
        assertThat(request("GET", "/b/\"\\\u0001", "").toJson())
                .isEqualTo("{\"time\":\"2026-03-01T00:00:00Z\",\"operation\":\"GetObject\",\"method\":\"GET\","
                        + "\"path\":\"/b/\\\"\\\\\\u0001\",\"query\":\"\",\"status\":200}");
    }

    private static LoggedRequest request(String method, String path, String query) {
        return new LoggedRequest(Instant.parse("2026-03-01T00:00:00Z"), method, path, query, 200);
    }
}
