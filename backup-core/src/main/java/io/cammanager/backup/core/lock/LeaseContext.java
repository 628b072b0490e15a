package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a lease is taken with.
 *
 * @param key of the lease; lock objects lie below it
 * @param store may retry
 * @param storeOnce must not retry: only the first answer to a conditional write can be believed
 * @param random draws nonces, and so must never draw what another run draws
 * @param stopping ends a wait
 * @param warnings told in whole sentences
 */
public record LeaseContext(
        ObjectKey key,
        ObjectStore store,
        ObjectStore storeOnce,
        LeaseHolder holder,
        LeaseTiming timing,
        Clock clock,
        Sleeper sleeper,
        RandomGenerator random,
        BooleanSupplier stopping,
        Consumer<String> warnings) {
    UUID nonce() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** Returns what one who takes the lease now would write. */
    LeaseRecord record(long epoch) {
        return new LeaseRecord(epoch, holder, nonce(), timing.ttl(), clock.instant(), LeaseRecord.State.HELD);
    }

    Moment now() {
        return new Moment(timing.nanoTime().getAsLong(), clock.millis());
    }

    /** A time by both clocks: one of them stands still while the machine is suspended, the other one may be set. */
    record Moment(long nanos, long millis) {
        /** Says whether either clock has moved so far since. */
        boolean isPast(Duration duration, Moment now) {
            return now.nanos - nanos >= duration.toNanos() || Math.abs(now.millis - millis) >= duration.toMillis();
        }
    }
}
