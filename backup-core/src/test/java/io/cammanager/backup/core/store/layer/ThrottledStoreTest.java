package io.cammanager.backup.core.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.Bandwidth.Rates;
import io.cammanager.backup.core.Bandwidth.Slot;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottledStoreTest {
    private static final int RATE = 100_000;
    private static final int BURST = RATE / 10;
    /** A Monday, two seconds before eight. */
    private static final Instant START = Instant.parse("2026-03-02T07:59:58Z");

    private final ManualClock clock = new ManualClock(START);
    private final Throttle throttle = new Throttle(Bandwidth.always(new Rates(RATE, 2 * RATE)), clock, clock::advance);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverHandsOutMoreThanTheRateAndABurstNorMuchLess(long seed) throws IOException {
        Random random = new Random(seed);
        int size = 1_000_000;
        long total = 0;
        try (InputStream stream = throttle.sending(new ByteArrayInputStream(new byte[size]))) {
            byte[] buffer = new byte[200_000];
            for (int count = 0; count >= 0; count = stream.read(buffer, 0, 1 + random.nextInt(buffer.length))) {
                total += count;
                if (random.nextInt(10) == 0) {
                    clock.advance(Duration.ofMillis(random.nextInt(300))); // a slow disk
                }
                assertThat((double) total).as("seed %d", seed).isLessThanOrEqualTo(clock.seconds() * RATE + BURST + 1);
            }
        }
        assertThat(total).as("seed %d", seed).isEqualTo(size);
    }

    @Test
    void takesAsLongAsTheRateSays() throws IOException {
        exhaust(throttle.sending(new ByteArrayInputStream(new byte[10 * RATE])));
        assertThat(clock.seconds()).isBetween(9.8, 10.0);

        exhaust(throttle.receiving(new ByteArrayInputStream(new byte[20 * RATE])));
        assertThat(clock.seconds()).isBetween(19.6, 20.0);
    }

    @Test
    void changesAtTheMinuteOfTheTimetable() throws IOException {
        Bandwidth table = new Bandwidth(List.of(
                new Slot(DayOfWeek.SUNDAY, LocalTime.MIDNIGHT, new Rates(RATE, RATE)),
                new Slot(DayOfWeek.MONDAY, LocalTime.of(8, 0), new Rates(RATE / 10, RATE))));
        byte[] buffer = new byte[50_000];
        long total = 0;
        try (InputStream stream =
                new Throttle(table, clock, clock::advance).sending(new ByteArrayInputStream(new byte[3 * RATE]))) {
            for (int count = 0; count >= 0; count = stream.read(buffer, 0, buffer.length)) {
                total += count;
                double after = Math.max(0, clock.seconds() - 2);
                double allowed = Math.min(2, clock.seconds()) * RATE + after * RATE / 10 + BURST;
                assertThat((double) total).isLessThanOrEqualTo(allowed + 1);
            }
        }
        assertThat(clock.seconds()).isBetween(10.8, 12.0);
    }

    @Test
    void offLetsEverythingPassAtOnce() throws IOException {
        Throttle off = new Throttle(Bandwidth.always(Rates.UNLIMITED), clock, clock::advance);

        exhaust(off.sending(new ByteArrayInputStream(new byte[10 * RATE])));

        assertThat(clock.seconds()).isZero();
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() throws IOException {
        exhaust(throttle.sending(new ByteArrayInputStream(new byte[BURST])));
        clock.advance(Duration.ofDays(-1));
        double before = clock.seconds();

        exhaust(throttle.sending(new ByteArrayInputStream(new byte[RATE])));

        assertThat(clock.seconds() - before).isBetween(0.9, 1.1);
    }

    @Test
    void allStoresOfAThrottleShareItsRate() throws Exception {
        int readers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        try {
            CompletableFuture.allOf(IntStream.range(0, readers)
                            .mapToObj(i -> CompletableFuture.runAsync(
                                    () -> exhaust(throttle.sending(new ByteArrayInputStream(new byte[RATE]))), threads))
                            .toArray(CompletableFuture<?>[]::new))
                    .get();
        } finally {
            threads.shutdownNow();
        }

        assertThat(clock.seconds()).isGreaterThanOrEqualTo(readers - 0.11);
    }

    @Test
    void pacesObjectsPartsAndDownloads() throws IOException {
        MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
        ObjectStore store = new ThrottledStore(memory.open(Checksums.SUPPORTED), throttle);
        store.createBucket();
        assertThat(clock.seconds()).isZero();

        store.put(request("one"), new Zeros(2 * RATE));
        assertThat(clock.seconds()).isBetween(1.8, 2.1);

        MultipartUpload upload = store.startMultipart(request("two"));
        upload.complete(List.of(upload.uploadPart(1, new Zeros(6 * 1024 * 1024))));
        assertThat(clock.seconds()).isBetween(64.0, 65.5);

        double before = clock.seconds();
        try (ObjectContent content = store.get(new ObjectKey("one"))) {
            assertThat(content.stream().readAllBytes()).hasSize(2 * RATE);
        }
        assertThat(clock.seconds() - before).isBetween(0.8, 1.0);
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        Throttle interrupted = new Throttle(Bandwidth.always(new Rates(RATE, RATE)), clock, duration -> {
            throw new InterruptedException();
        });

        try (InputStream stream = interrupted.sending(new ByteArrayInputStream(new byte[10 * RATE]))) {
            assertThatThrownBy(() -> exhaust(stream)).hasCauseInstanceOf(InterruptedIOException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void exhaust(InputStream stream) {
        try (stream) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PutRequest request(String key) {
        return new PutRequest(new ObjectKey(key), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS);
    }

    private record Zeros(int size) implements Body {
        @Override
        public long length() {
            return size;
        }

        @Override
        public Digests digests() {
            return new Digests(Hashing.sha256().hashBytes(new byte[size]), null);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[size]);
        }
    }

    /** Moves when someone sleeps. */
    private static final class ManualClock extends Clock {
        private Instant now;

        ManualClock(Instant now) {
            this.now = now;
        }

        synchronized void advance(Duration duration) {
            now = now.plus(duration);
        }

        synchronized double seconds() {
            return Duration.between(START, now).toNanos() / 1e9;
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("not needed");
        }
    }
}
