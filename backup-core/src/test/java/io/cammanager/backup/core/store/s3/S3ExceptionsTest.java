package io.cammanager.backup.core.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Retryability;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.CannedServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3ExceptionsTest {
    private static final ObjectKey KEY = new ObjectKey("cam01/a.mp4");

    private CannedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new CannedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "403, SignatureDoesNotMatch, DENIED",
        "403, InvalidAccessKeyId, DENIED",
        "403, AccessDenied, DENIED",
        "403, Unheard, DENIED",
        "400, ExpiredToken, DENIED",
        "403, RequestTimeTooSkewed, CLOCK_SKEW",
        "404, NoSuchBucket, BUCKET_MISSING",
        "404, NoSuchKey, NOT_FOUND",
        "412, PreconditionFailed, PRECONDITION_FAILED",
        "409, ConditionalRequestConflict, CONFLICT",
        "409, OperationAborted, CONFLICT",
        "409, BucketNotEmpty, REJECTED",
        "400, BadDigest, DIGEST_MISMATCH",
        "400, InvalidDigest, DIGEST_MISMATCH",
        "400, XAmzContentSHA256Mismatch, DIGEST_MISMATCH",
        "400, EntityTooLarge, TOO_LARGE",
        "400, RequestTimeout, UNAVAILABLE",
        "400, IncompleteBody, UNAVAILABLE",
        "400, InvalidArgument, REJECTED",
        "408, Unheard, UNAVAILABLE",
        "429, Unheard, THROTTLED",
        "500, InternalError, UNAVAILABLE",
        "502, Unheard, UNAVAILABLE",
        "503, SlowDown, THROTTLED",
        "504, Unheard, UNAVAILABLE",
        "501, NotImplemented, NOT_IMPLEMENTED",
        "507, XMinioStorageFull, STORAGE_FULL",
        "507, Unheard, STORAGE_FULL",
        "403, QuotaExceeded, STORAGE_FULL",
    })
    void classifiesAnAnswer(int status, String code, Kind expected) {
        server.answer(Answer.error(status, code));

        StoreException failure = failure(server.config().build());

        assertThat(failure.kind()).isEqualTo(expected);
        assertThat(failure)
                .hasMessageStartingWith("could not get cam01/a.mp4: ")
                .hasMessageNotContaining("the-secret");
    }

    @Test
    void namesTheAccessKeyThatWasRefused() {
        server.answer(Answer.error(403, "InvalidAccessKeyId"));

        assertThat(failure(server.config().build()))
                .hasMessage("could not get cam01/a.mp4: the store refused access key the-key"
                        + " (status 403 InvalidAccessKeyId: Words)");
    }

    @Test
    void passesOnHowLongToWait() {
        server.answer(Answer.error(503, "SlowDown").with(Map.of("Retry-After", "7")));

        assertThat(failure(server.config().build()).retryAfterMillis()).isEqualTo(7000);
    }

    @Test
    void asksForTheKeysAgainWhenTheyAreRefused() {
        server.answer(Answer.error(403, "InvalidAccessKeyId"));
        server.answer(Answer.error(404, "NoSuchKey"));
        S3Config config = server.config()
                .keysAgain(() -> new S3Keys(Secret.of("new-key"), Secret.of("new-secret"), null))
                .build();

        try (S3StoreProvider provider = S3StoreProvider.of(config);
                ObjectStore store = provider.open(Checksums.REQUIRED)) {
            StoreException refused = catchThrowableOfType(StoreException.class, () -> store.get(KEY));
            assertThat(refused.kind()).isEqualTo(Kind.DENIED);
            assertThat(refused.retryability()).isEqualTo(Retryability.ONCE);
            assertThat(catchThrowableOfType(StoreException.class, () -> store.get(KEY))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }

        assertThat(server.asked().get(0).header("Authorization")).contains("Credential=the-key/");
        assertThat(server.asked().get(1).header("Authorization")).contains("Credential=new-key/");
    }

    @Test
    void keysThatAreStillTheSameOrCannotBeReadAreNotTriedAgain() {
        S3Config same = server.config()
                .keysAgain(() -> new S3Keys(Secret.of("the-key"), Secret.of("the-secret"), null))
                .build();
        S3Config lost = server.config()
                .keysAgain(() -> {
                    throw new BackupException(ExitCode.USAGE, "there is no such file");
                })
                .build();

        for (S3Config config : List.of(same, lost, server.config().build())) {
            server.answer(Answer.error(403, "AccessDenied"));
            StoreException refused = failure(config);
            assertThat(refused.kind()).isEqualTo(Kind.DENIED);
            assertThat(refused.retryability()).isEqualTo(Retryability.NEVER);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "403, RequestTimeTooSkewed", "429, TooManyRequests"})
    void theSdkRepeatsNothingByItself(int status, String code) {
        server.answer(Answer.error(status, code));

        assertThat(failure(server.config().build())).isNotNull();

        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void takesAnAnswerWithoutXmlByItsStatus() {
        server.answer(Answer.of(502, "<html>Bad gateway"));

        assertThat(failure(server.config().build()).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void saysThatTheConnectionWasRefused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        S3Config config =
                server.config().endpoint(URI.create("http://127.0.0.1:" + port)).build();

        StoreException failure = failure(config);

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageEndingWith("127.0.0.1:" + port + ": connection refused");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        StoreException failure = failure(server.config()
                .endpoint(URI.create("http://no-such-host.invalid"))
                .build());

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageEndingWith("unknown host");
    }

    @Test
    void saysThatTheEndpointDoesNotSpeakTls() throws IOException {
        try (ServerSocket plain = new ServerSocket(0)) {
            new Thread(() -> refusePlainly(plain)).start();
            S3Config config = server.config()
                    .endpoint(URI.create("https://127.0.0.1:" + plain.getLocalPort()))
                    .build();

            StoreException failure = failure(config);

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("does not speak TLS");
        }
    }

    private static void refusePlainly(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoreException failure(S3Config config) {
        try (S3StoreProvider provider = S3StoreProvider.of(config);
                ObjectStore store = provider.open(Checksums.REQUIRED)) {
            return catchThrowableOfType(StoreException.class, () -> store.get(KEY));
        }
    }
}
