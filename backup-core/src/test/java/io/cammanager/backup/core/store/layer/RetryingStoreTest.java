package io.cammanager.backup.core.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingStoreTest {
    private final ScriptedStore inner = new ScriptedStore();
    private final List<Duration> slept = new ArrayList<>();
    private final RetryingStore store = new RetryingStore(inner, slept::add, new Random(1));

    @ParameterizedTest
    @EnumSource
    void triesEveryCallThreeTimes(StoreCalls call) {
        inner.failNext(failure(Kind.UNAVAILABLE, 0), failure(Kind.UNREACHABLE, 0));

        call.on(store);

        assertThat(inner.calls()).hasSize(3);
        assertThat(slept).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void triesEveryCallOfAnUploadThreeTimes(StoreCalls.OnUpload call) {
        MultipartUpload upload = store.startMultipart(StoreCalls.Sample.REQUEST);
        inner.failNext(failure(Kind.UNAVAILABLE, 0), failure(Kind.THROTTLED, 0));

        call.on(upload);

        assertThat(inner.calls()).hasSize(1 + 3);
        assertThat(upload.uploadId()).isEqualTo("upload");
    }

    @Test
    void repeatsAtOnceWhatWasPutRightButOnlyOnce() {
        StoreException last = failure(Kind.DENIED, 0).putRight();
        inner.failNext(failure(Kind.DENIED, 0).putRight(), last);

        assertThatThrownBy(store::bucketExists).isSameAs(last);

        assertThat(inner.calls()).hasSize(2);
        assertThat(slept).isEmpty();
    }

    @Test
    void whatWasPutRightStillHasItsTries() {
        inner.failNext(failure(Kind.UNAVAILABLE, 0), failure(Kind.CLOCK_SKEW, 0).putRight());

        assertThat(store.bucketExists()).isTrue();

        assertThat(inner.calls()).hasSize(3);
        assertThat(slept).hasSize(1);
    }

    @Test
    void aDeadStoreGetsNoMoreRetriesThanTheBudgetOfTheRun() {
        int requests = 1000;
        for (int i = 0; i < 3 * requests; i++) {
            inner.failNext(failure(Kind.UNAVAILABLE, 0));
        }

        for (int i = 0; i < requests; i++) {
            assertThatThrownBy(store::bucketExists).isInstanceOf(StoreException.class);
        }

        int retries = inner.calls().size() - requests;
        assertThat(retries).isEqualTo(RetryBudget.FLOOR + requests / RetryBudget.REQUESTS_A_RETRY);
    }

    @Test
    void layersOfOneRunShareTheBudget() {
        RetryBudget budget = new RetryBudget();
        while (budget.take()) {
            assertThat(slept).isEmpty();
        }
        RetryingStore poor = new RetryingStore(inner, slept::add, new Random(1), budget);
        inner.failNext(failure(Kind.UNAVAILABLE, 0));

        assertThatThrownBy(poor::bucketExists).isInstanceOf(StoreException.class);

        assertThat(inner.calls()).hasSize(1);
    }

    @Test
    void givesUpWithTheLastFailure() {
        StoreException last = failure(Kind.THROTTLED, 0);
        inner.failNext(failure(Kind.UNAVAILABLE, 0), failure(Kind.UNAVAILABLE, 0), last);

        assertThatThrownBy(store::bucketExists).isSameAs(last);

        assertThat(inner.calls()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"THROTTLED", "UNAVAILABLE", "UNREACHABLE"})
    void doesNotRepeatWhatCannotHelp(Kind kind) {
        inner.failNext(failure(kind, 0));

        assertThatThrownBy(store::bucketExists).isInstanceOf(StoreException.class);

        assertThat(inner.calls()).hasSize(1);
        assertThat(slept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void waitsARandomTimeUnderALimitThatDoubles(long seed) {
        RetryingStore seeded = new RetryingStore(inner, slept::add, new Random(seed));
        inner.failNext(failure(Kind.UNAVAILABLE, 0), failure(Kind.UNAVAILABLE, 0));

        seeded.createBucket();

        assertThat(slept.get(0)).as("seed %d", seed).isBetween(Duration.ZERO, Duration.ofMillis(200));
        assertThat(slept.get(1)).as("seed %d", seed).isBetween(Duration.ZERO, Duration.ofMillis(400));
    }

    @Test
    void waitsAsLongAsTheStoreAsks() {
        inner.failNext(failure(Kind.THROTTLED, 7_000));

        store.createBucket();

        assertThat(slept).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void doesNotWaitForeverBecauseAStoreAsks() {
        inner.failNext(failure(Kind.THROTTLED, Duration.ofDays(1).toMillis()));

        store.createBucket();

        assertThat(slept).containsExactly(Duration.ofMinutes(2));
    }

    @Test
    void endsWhenTheWaitIsInterrupted() {
        Sleeper interrupted = duration -> {
            throw new InterruptedException();
        };
        RetryingStore impatient = new RetryingStore(inner, interrupted, new Random(1));
        inner.failNext(failure(Kind.UNAVAILABLE, 0));

        StoreException failure = catchThrowableOfType(StoreException.class, impatient::bucketExists);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(inner.calls()).hasSize(1);
    }

    private static StoreException failure(Kind kind, long retryAfterMillis) {
        return new StoreException(kind, "try", "it", "a test said so", retryAfterMillis, null);
    }
}
