package io.cammanager.backup.core.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.CannedServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stands still, with a limit that is short: that these tests end is what they show. */
@Timeout(60)
class IdleLimitTest {
    private static final Duration LIMIT = Duration.ofMillis(250);
    private static final ObjectKey KEY = new ObjectKey("cam01/a.mp4");
    private static final PutRequest PUT = new PutRequest(KEY, Map.of(), "video/mp4", Condition.IF_ABSENT);
    private static final String HEAD_OF_TEN_BYTES = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 10\r\n\r\n";

    private static S3StoreProvider provider(StalledServer server) {
        return S3StoreProvider.of(S3Config.builder("recordings")
                .endpoint(server.endpoint())
                .credentials(Secret.of("the-key"), Secret.of("the-secret"))
                .idleLimit(LIMIT)
                .build());
    }

    @Test
    void aSendThatTheServerStopsReadingEnds() throws IOException {
        try (StalledServer server = new StalledServer("");
                S3StoreProvider provider = provider(server);
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            StoreException failure =
                    catchThrowableOfType(StoreException.class, () -> store.put(PUT, new Zeros(64 << 20, false)));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("no byte moved for 250 ms");
            assertThat(server.heads()).hasSize(1);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void anAnswerThatNeverComesEnds() throws IOException {
        try (StalledServer server = new StalledServer("");
                S3StoreProvider provider = provider(server);
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            StoreException sent =
                    catchThrowableOfType(StoreException.class, () -> store.put(PUT, new Zeros(100, false)));
            StoreException asked = catchThrowableOfType(StoreException.class, () -> store.head(KEY));

            assertThat(sent.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(asked.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void anAnswerThatStopsInItsHeadEnds() throws IOException {
        try (StalledServer server = new StalledServer("HTTP/1.1 200 OK\r\nETag: ");
                S3StoreProvider provider = provider(server);
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            assertThat(catchThrowableOfType(StoreException.class, () -> store.get(KEY))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void anObjectThatStopsBeforeItsLastByteEnds() throws IOException {
        try (StalledServer server = new StalledServer(HEAD_OF_TEN_BYTES + "123456789");
                S3StoreProvider provider = provider(server);
                ObjectStore store = provider.open(Checksums.UNCHUNKED);
                ObjectContent content = store.get(KEY)) {
            InputStream stream = content.stream();

            assertThat(stream.readNBytes(9)).hasSize(9);
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aListingThatStopsHalfwayEnds() throws IOException {
        try (StalledServer server = new StalledServer(HEAD_OF_TEN_BYTES + "<List");
                S3StoreProvider provider = provider(server);
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            assertThat(catchThrowableOfType(StoreException.class, store::bucketExists)
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void whatOurOwnSideHoldsBackIsNotStandingStill() throws IOException {
        try (CannedServer server = new CannedServer();
                S3StoreProvider provider =
                        S3StoreProvider.of(server.config().idleLimit(LIMIT).build());
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            server.answer(Answer.of(200, "").with(Map.of("ETag", "\"0123\"")));

            assertThat(store.put(PUT, new Zeros(100, true))).isEqualTo("0123");
        }
    }

    /** So many zeros, given out at once or only after more than the limit. */
    private record Zeros(int count, boolean late) implements Body {
        @Override
        public long length() {
            return count;
        }

        @Override
        public Digests digests() {
            return new Digests(Hashing.sha256().hashBytes(new byte[count]), null);
        }

        @Override
        public InputStream open() {
            return new FilterInputStream(new ByteArrayInputStream(new byte[count])) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (late) {
                        waitLongerThanTheLimit();
                    }
                    return super.read(buffer, offset, length);
                }
            };
        }

        private static void waitLongerThanTheLimit() {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < 2 * LIMIT.toNanos()) {
                Thread.onSpinWait();
            }
        }
    }
}
