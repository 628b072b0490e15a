package io.cammanager.backup.core.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.CannedServer.Answer;
import io.cammanager.backup.core.store.s3.CannedServer.Asked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class S3StoreTest {
    private static final ObjectKey KEY = new ObjectKey("cam01/a b.mp4");
    private static final PutRequest PUT = new PutRequest(KEY, Map.of("cm-id", "1"), "video/mp4", Condition.IF_ABSENT);

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

    @ParameterizedTest
    @EnumSource
    void announcesThePayloadHashThatItWasGiven(Checksums checksums) {
        server.answer(Answer.of(200, "").with(Map.of("ETag", "\"0123\"")));

        String etag;
        try (ObjectStore other = provider.open(checksums)) {
            etag = other.put(PUT, new TextBody("hello", "hello"));
        }

        assertThat(etag).isEqualTo("0123");
        Asked asked = server.asked().get(0);
        assertThat(asked.method()).isEqualTo("PUT");
        assertThat(asked.uri().getRawPath()).isEqualTo("/recordings/cam01/a%20b.mp4");
        assertThat(asked.body()).isEqualTo("hello");
        assertThat(asked.header("x-amz-content-sha256"))
                .isEqualTo(Hashing.sha256().hashString("hello", UTF_8).toString());
        assertThat(asked.header("x-amz-checksum-sha256"))
                .isEqualTo(checksums == Checksums.SUPPORTED ? "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=" : null);
        assertThat(asked.header("Content-MD5")).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(asked.header("If-None-Match")).isEqualTo("*");
        assertThat(asked.header("x-amz-meta-cm-id")).isEqualTo("1");
        assertThat(asked.headers().keySet().stream().map(String::toLowerCase))
                .doesNotContain("expect", "content-encoding", "x-amz-acl", "x-amz-trailer", "transfer-encoding");
    }

    @Test
    void sendsARequestOnlyOnce() {
        server.answer(Answer.error(500, "InternalError"));

        StoreException failure = failure(() -> store.put(PUT, new TextBody("hello", "hello")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void throwsFromTheStreamOfAnObjectThatEndsEarly() throws IOException {
        server.answer(new Answer(200, Map.of("ETag", "\"01\""), "half", 8));

        try (ObjectContent content = store.get(KEY)) {
            assertThat(content.info().size()).isEqualTo(8);
            assertThatThrownBy(() -> content.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesA200WithAnErrorInItForAFailure() {
        startUpload();
        server.answer(Answer.error(200, "InternalError"));

        MultipartUpload upload = store.startMultipart(PUT);

        assertThat(failure(() -> upload.complete(List.of(new MultipartUpload.Part(1, "01"))))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void takesA200WithNothingInItForAFailure() {
        startUpload();
        server.answer(Answer.of(200, ""));

        MultipartUpload upload = store.startMultipart(PUT);

        assertThat(failure(() -> upload.complete(List.of(new MultipartUpload.Part(1, "01"))))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void completesWhereTheStoreDoesNotSayTheEtag() {
        startUpload();
        server.answer(Answer.of(
                200,
                "<CompleteMultipartUploadResult><Bucket>recordings</Bucket><Key>k</Key><ETag></ETag>"
                        + "</CompleteMultipartUploadResult>"));

        MultipartUpload upload = store.startMultipart(PUT);

        assertThat(upload.complete(List.of(new MultipartUpload.Part(1, "01")))).isEmpty();
        assertThat(server.asked().get(1).header("If-None-Match")).isEqualTo("*");
    }

    @Test
    void saysSoWhenItWasTheLocalFile() {
        NoSuchFileException gone = new NoSuchFileException("cam01/a b.mp4");
        Body body = new Body() {
            @Override
            public long length() {
                return 5;
            }

            @Override
            public Digests digests() {
                return new TextBody("hello", "hello").digests();
            }

            @Override
            public InputStream open() throws IOException {
                throw gone;
            }
        };

        StoreException failure = failure(() -> store.put(PUT, body));

        assertThat(failure.kind()).isEqualTo(Kind.LOCAL_READ);
        assertThat(failure).hasCause(gone);
    }

    @Test
    void saysSoWhenTheLocalFileIsShorterThanAnnounced() {
        server.answer(Answer.of(200, ""));

        StoreException failure = failure(() -> store.put(PUT, new TextBody("hell", "hello")));

        assertThat(failure.kind()).isEqualTo(Kind.LOCAL_READ);
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheTokenOfTemporaryKeys(Checksums checksums) {
        server.answer(Answer.of(200, "").with(Map.of("ETag", "\"01\"")));
        server.answer(Answer.of(404, ""));
        S3Config config = server.config().sessionToken(Secret.of("the-token")).build();

        try (S3StoreProvider temporary = S3StoreProvider.of(config);
                ObjectStore opened = temporary.open(checksums)) {
            opened.put(PUT, new TextBody("hello", "hello"));
            assertThat(opened.head(KEY)).isEmpty();
        }

        assertThat(server.asked())
                .hasSize(2)
                .allSatisfy(asked ->
                        assertThat(asked.header("x-amz-security-token")).isEqualTo("the-token"));
        assertThat(config.toString()).doesNotContain("the-token");
    }

    @Test
    void sendsNoMoreThanAnnouncedOfAFileThatGrew() {
        server.answer(Answer.of(200, "").with(Map.of("ETag", "\"01\"")));

        store.put(PUT, new TextBody("hello and more", "hello"));

        assertThat(server.asked().get(0).body()).isEqualTo("hello");
    }

    @Test
    void doesNotSendAKeyThatIsTooLong() {
        PutRequest request = new PutRequest(new ObjectKey("ñ".repeat(513)), Map.of(), "video/mp4", Condition.ALWAYS);

        StoreException failure = failure(() -> store.put(request, new TextBody("hello", "hello")));

        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageContaining("1026 bytes").hasMessageContaining("1024");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void endsTheCallOfAnInterruptedThread() {
        Thread.currentThread().interrupt();

        StoreException failure = failure(() -> store.head(KEY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
    }

    private void startUpload() {
        server.answer(Answer.of(
                200, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"));
    }

    private static StoreException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StoreException.class, call);
    }

    /** Sends one text and announces another. */
    record TextBody(String text, String announced) implements Body {
        @Override
        public long length() {
            return announced.length();
        }

        @Override
        public Digests digests() {
            return new Digests(
                    Hashing.sha256().hashString(announced, UTF_8),
                    HashCode.fromString("5d41402abc4b2a76b9719d911017c592"));
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        }
    }
}
