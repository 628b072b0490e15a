package io.cammanager.backup.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BoundedPoolTest {
    @Test
    void runsEveryTaskAndNeverMoreThanItsWidthAtOnce() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        BoundedPool pool = new BoundedPool("test-%d", 3, () -> false);

        for (int i = 0; i < 500; i++) {
            assertThat(pool.submit(() -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        done.incrementAndGet();
                    }))
                    .isTrue();
        }
        pool.finish();

        assertThat(done).hasValue(500);
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aFailureStopsIt() {
        IllegalStateException failure = new IllegalStateException("defect");

        assertStoppedBy(failure);
    }

    @Test
    void anErrorStopsItToo() {
        assertStoppedBy(new NoClassDefFoundError("missing"));
    }

    private static void assertStoppedBy(Throwable failure) {
        BoundedPool pool = new BoundedPool("test-%d", 1, () -> false);
        assertThat(pool.submit(() -> sneakyThrow(failure))).isTrue();

        boolean taken = true;
        for (int i = 0; i < 100 && taken; i++) {
            taken = pool.submit(() -> {});
        }

        assertThat(taken).isFalse();
        assertThatThrownBy(pool::finish).isSameAs(failure);
    }

    @Test
    void aCancellationInterruptsWhatRuns() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        BoundedPool pool = new BoundedPool("test-%d", 1, cancelled::get);
        assertThat(pool.submit(() -> {
                    started.countDown();
                    try {
                        TimeUnit.MINUTES.sleep(1);
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                }))
                .isTrue();
        started.await();

        cancelled.set(true);

        assertThat(pool.submit(() -> {})).isFalse();
        pool.finish();
        assertThat(interrupted).isTrue();
    }

    private static void sneakyThrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
