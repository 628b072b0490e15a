package io.cammanager.backup.core.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitStoreTest {
    private final ScriptedStore inner = new ScriptedStore();
    private final Time time = new Time();
    private final List<Duration> slept = new ArrayList<>();
    private final CircuitBreaker breaker = new CircuitBreaker(time, this::sleep, new Random(1));
    private final CircuitStore store = new CircuitStore(inner, breaker);

    private void sleep(Duration duration) {
        slept.add(duration);
        time.now = time.now.plus(duration);
    }

    private void failTimes(int times, Kind kind) {
        for (int i = 0; i < times; i++) {
            inner.failNext(failure(kind));
            assertThatThrownBy(store::bucketExists).isInstanceOf(StoreException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCallCountsAndIsKeptBack(StoreCalls call) {
        failTimes(CircuitBreaker.FAILURES - 1, Kind.UNAVAILABLE);
        inner.failNext(failure(Kind.UNREACHABLE));
        assertThatThrownBy(() -> call.on(store)).isInstanceOf(StoreException.class);
        assertThat(slept).isEmpty();

        call.on(store);

        assertThat(slept).hasSize(1);
        assertThat(inner.calls()).hasSize(CircuitBreaker.FAILURES + 1);
    }

    @ParameterizedTest
    @EnumSource
    void everyCallOfAnUploadCountsAndIsKeptBack(StoreCalls.OnUpload call) {
        MultipartUpload upload = store.startMultipart(StoreCalls.Sample.REQUEST);
        failTimes(CircuitBreaker.FAILURES - 1, Kind.THROTTLED);
        inner.failNext(failure(Kind.UNAVAILABLE));
        assertThatThrownBy(() -> call.on(upload)).isInstanceOf(StoreException.class);
        assertThat(slept).isEmpty();

        call.on(upload);

        assertThat(slept).hasSize(1);
    }

    @Test
    void aSignOfLifeBeginsTheCountAnew() {
        for (Kind alive : List.of(Kind.NOT_FOUND, Kind.PRECONDITION_FAILED, Kind.DENIED)) {
            failTimes(CircuitBreaker.FAILURES - 1, Kind.UNAVAILABLE);
            failTimes(1, alive);
        }
        failTimes(CircuitBreaker.FAILURES - 1, Kind.UNAVAILABLE);
        store.createBucket();
        failTimes(CircuitBreaker.FAILURES - 1, Kind.UNAVAILABLE);

        assertThat(slept).isEmpty();
    }

    @Test
    void whatSaysNothingAboutTheStoreNeitherCountsNorResets() {
        failTimes(CircuitBreaker.FAILURES, Kind.LOCAL_READ);
        failTimes(CircuitBreaker.FAILURES - 1, Kind.UNAVAILABLE);
        failTimes(1, Kind.INTERRUPTED);
        failTimes(1, Kind.UNAVAILABLE);
        assertThat(slept).isEmpty();

        failTimes(1, Kind.UNAVAILABLE);

        assertThat(slept).hasSize(1);
    }

    @Test
    void pausesGrowAndHalfOfThemIsFixed() {
        failTimes(CircuitBreaker.FAILURES, Kind.UNAVAILABLE);
        failTimes(6, Kind.UNAVAILABLE);

        long ceiling = 2_000;
        for (Duration pause : slept) {
            assertThat(pause.toMillis()).isBetween(ceiling / 2, ceiling);
            ceiling = Math.min(60_000, 2 * ceiling);
        }
        assertThat(slept).hasSize(6);
    }

    @Test
    void closesWhenTheStoreIsBack() {
        failTimes(CircuitBreaker.FAILURES, Kind.UNAVAILABLE);
        failTimes(3, Kind.UNAVAILABLE);
        store.createBucket();
        slept.clear();

        store.createBucket();
        failTimes(CircuitBreaker.FAILURES - 1, Kind.UNAVAILABLE);

        assertThat(slept).isEmpty();
    }

    @Test
    void givesUpOnAnOutageThatLasts() {
        failTimes(CircuitBreaker.FAILURES, Kind.UNAVAILABLE);
        StoreException end = null;
        for (int tries = 0; end == null && tries < 100; tries++) {
            inner.failNext(failure(Kind.UNAVAILABLE));
            StoreException failure = catchThrowableOfType(StoreException.class, store::bucketExists);
            end = failure.kind() == Kind.OUTAGE ? failure : null;
        }

        assertThat(end).hasMessageContaining("5 minutes").hasMessageContaining("a test said so");
        assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(CircuitBreaker.LIMIT, CircuitBreaker.LIMIT.plusMinutes(1));
        int sent = inner.calls().size();
        assertThat(sent).isLessThan(CircuitBreaker.FAILURES + 20);
        assertThatThrownBy(store::createBucket).isInstanceOf(StoreException.class);
        assertThat(inner.calls()).hasSize(sent);
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeTheOutageLonger() {
        failTimes(CircuitBreaker.FAILURES, Kind.UNAVAILABLE);
        time.now = time.now.minus(Duration.ofDays(1));

        int tries = 0;
        for (Kind kind = Kind.UNAVAILABLE; kind != Kind.OUTAGE && tries < 100; tries++) {
            inner.failNext(failure(Kind.UNAVAILABLE));
            kind = catchThrowableOfType(StoreException.class, store::bucketExists)
                    .kind();
        }

        assertThat(tries).isLessThan(20);
    }

    @Test
    void oneTriesAndTheOthersWaitForIt() throws Exception {
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        ObjectStore slow = new ForwardingObjectStore(inner) {
            @Override
            public void createBucket() {
                sent.incrementAndGet();
                trying.countDown();
                awaitQuietly(answer);
                super.createBucket();
            }
        };
        CircuitStore guarded = new CircuitStore(slow, breaker);
        failTimes(CircuitBreaker.FAILURES, Kind.UNAVAILABLE);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            calls.add(threads.submit(guarded::createBucket));
            trying.await();
            for (int i = 0; i < 7; i++) {
                calls.add(threads.submit(guarded::createBucket));
            }
            assertThat(sent).hasValue(1);
            answer.countDown();
            for (Future<?> call : calls) {
                call.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(sent).hasValue(8);
        assertThat(slept).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWaitAndLetsAnotherTry() {
        failTimes(CircuitBreaker.FAILURES, Kind.UNAVAILABLE);
        AtomicInteger sleeps = new AtomicInteger();
        Sleeper interruptedOnce = duration -> {
            if (sleeps.incrementAndGet() == 1) {
                throw new InterruptedException();
            }
        };
        CircuitBreaker impatient = new CircuitBreaker(time, interruptedOnce, new Random(1));
        CircuitStore guarded = new CircuitStore(inner, impatient);
        for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
            inner.failNext(failure(Kind.UNAVAILABLE));
            assertThatThrownBy(guarded::bucketExists).isInstanceOf(StoreException.class);
        }

        StoreException failure = catchThrowableOfType(StoreException.class, guarded::bucketExists);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(guarded.bucketExists()).isTrue();
        assertThat(sleeps).hasValue(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static StoreException failure(Kind kind) {
        return new StoreException(kind, "try", "it", "a test said so");
    }

    /** Stands still but for what is slept. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-02-03T04:05:06Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
