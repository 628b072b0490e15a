package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedS3Test {
    private static final ObjectKey KEY = new ObjectKey("camera 1/a+b.mp4");

    @Test
    void listensOnOtherAddressesOnlyWhenTold() throws IOException {
        try (EmbeddedS3 everywhere = EmbeddedS3.builder().host("0.0.0.0").start();
                EmbeddedS3 loopback = EmbeddedS3.start()) {
            assertThat(statusAt("127.0.0.2", everywhere)).isEqualTo(statusAt("127.0.0.1", everywhere));
            assertThatThrownBy(() -> statusAt("127.0.0.2", loopback)).isInstanceOf(ConnectException.class);
        }
    }

    private static int statusAt(String host, EmbeddedS3 server) throws IOException {
        URL url =
                URI.create("http://" + host + ":" + server.endpoint().getPort()).toURL();
        return ((HttpURLConnection) url.openConnection()).getResponseCode();
    }

    @Test
    void logsEveryRequestBeforeItsAnswerArrives() {
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            use(server, server.secretKey(), store -> {
                store.createBucket();
                store.put(request(KEY), BytesBody.of(bytes("x")));
                assertThat(store.head(KEY)).isPresent();
                assertThat(store.head(new ObjectKey("missing"))).isEmpty();
                assertThat(store.list(ListRequest.all("camera 1/")).objects()).hasSize(1);
                var upload = store.startMultipart(request(KEY));
                upload.complete(List.of(upload.uploadPart(1, BytesBody.of(bytes("y")))));
                store.startMultipart(request(KEY)).abort();
                store.delete(KEY);
                assertThat(server.requestLog())
                        .extracting(LoggedRequest::operation)
                        .containsExactly(
                                "CreateBucket",
                                "PutObject",
                                "HeadObject",
                                "HeadObject",
                                "ListObjectsV2",
                                "CreateMultipartUpload",
                                "UploadPart",
                                "CompleteMultipartUpload",
                                "CreateMultipartUpload",
                                "AbortMultipartUpload",
                                "DeleteObject");
            });

            assertThat(server.requestLog())
                    .extracting(LoggedRequest::status)
                    .containsExactly(200, 200, 200, 404, 200, 200, 200, 200, 200, 204, 204);
            assertThat(server.requestLog().get(1).path()).isEqualTo("/recordings/camera%201/a%2Bb.mp4");

            server.clearRequestLog();

            assertThat(server.requestLog()).isEmpty();
        }
    }

    @Test
    void refusesAWrongSecret() {
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            use(server, "wrong", store -> assertThatFails(Kind.DENIED, store::createBucket));

            assertThat(server.requestLog()).extracting(LoggedRequest::status).containsExactly(403);
        }
    }

    @Test
    void keepsItsDataOverARestart(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("requests.jsonl");
        EmbeddedS3.Builder builder =
                EmbeddedS3.builder().data(directory.resolve("data")).requestLogFile(log);
        try (EmbeddedS3 server = builder.start()) {
            use(server, server.secretKey(), store -> {
                store.createBucket();
                store.put(request(KEY), BytesBody.of(bytes("x")));
            });
        }

        try (EmbeddedS3 server = builder.start()) {
            use(
                    server,
                    server.secretKey(),
                    store -> assertThat(store.head(KEY).orElseThrow().size()).isEqualTo(1));
        }

        assertThat(Files.readAllLines(log)).hasSize(3).last().asString().contains("\"operation\":\"HeadObject\"");
    }

    private static void use(EmbeddedS3 server, String secretKey, Consumer<ObjectStore> work) {
        S3Config config = S3Config.builder("recordings")
                .endpoint(server.endpoint())
                .credentials(Secret.of(server.accessKey()), Secret.of(secretKey))
                .build();
        try (S3StoreProvider provider = S3StoreProvider.of(config);
                ObjectStore store = provider.open(Checksums.SUPPORTED)) {
            work.accept(store);
        }
    }
}
