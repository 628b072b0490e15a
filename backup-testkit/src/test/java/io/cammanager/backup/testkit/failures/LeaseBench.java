package io.cammanager.backup.testkit.failures;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.lock.Heartbeat;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.lock.LeaseContext;
import io.cammanager.backup.core.lock.LeaseHolder;
import io.cammanager.backup.core.lock.LeaseKeeper;
import io.cammanager.backup.core.lock.LeaseTiming;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.testkit.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hosts with clocks of their own that want the lease of one bucket in memory. Nothing happens but what the test does. */
final class LeaseBench {
    static final Duration TTL = Duration.ofSeconds(60);
    static final ObjectKey KEY = new ObjectKey("site/.cammanager/lease/sync");

    final ObjectStore bucket;
    private final List<Host> hosts = new ArrayList<>();

    LeaseBench() {
        bucket = MemoryStoreProvider.of("recordings").open(Checksums.UNCHUNKED);
        bucket.createBucket();
    }

    /** Returns a host whose clock is wrong by so much. */
    Host host(String name, Duration skew) {
        Host host = new Host(name, new UUID(hosts.size() + 1, 1), skew);
        hosts.add(host);
        return host;
    }

    Host host(String name) {
        return host(name, Duration.ZERO);
    }

    /** Returns the same state directory on a machine with another name. */
    Host renamed(Host host, String name) {
        Host moved = new Host(name, host.id, Duration.ZERO);
        hosts.add(moved);
        return moved;
    }

    /** Lets time go by for all hosts; those that are awake renew what they hold. */
    void pass(Duration time) {
        long beat = TTL.dividedBy(3).toNanos();
        for (Host host : hosts) {
            host.clock.advance(time);
            long before = host.nanos / beat;
            host.nanos += time.toNanos();
            if (host.nanos / beat > before) {
                host.beat();
            }
        }
    }

    /** Returns what the lease says. */
    String text() {
        try (ObjectContent content = bucket.get(KEY)) {
            return new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoreTraits traits(Enforcement conditions) {
        return new StoreTraits(
                Checksums.UNCHUNKED,
                Enforcement.HOLDS,
                Enforcement.HOLDS,
                conditions,
                conditions,
                conditions,
                Enforcement.HOLDS);
    }

    /** One host. */
    final class Host {
        final FakeClock clock;
        final ScriptedStore store = new ScriptedStore(bucket);
        final List<String> warnings = new ArrayList<>();
        private final String name;
        private final UUID id;
        private final Random random;
        Enforcement conditions = Enforcement.HOLDS;
        boolean awake = true;
        Duration slept = Duration.ZERO;
        long nanos;
        private @Nullable Runnable beat;

        private Host(String name, UUID id, Duration skew) {
            this.name = name;
            this.id = id;
            this.clock = FakeClock.at("2026-03-01T12:00:00Z");
            this.random = new Random(name.hashCode());
            clock.advance(skew);
        }

        /** Wants the lease, with a run of its own. */
        Lease take() {
            LeaseTiming timing = new LeaseTiming(TTL, () -> nanos, Beats::new);
            return new LeaseKeeper(new LeaseContext(
                            KEY,
                            store,
                            store,
                            new LeaseHolder(id, name, 4711),
                            timing,
                            clock,
                            this::sleep,
                            random,
                            () -> false,
                            warnings::add))
                    .take(traits(conditions));
        }

        /** Wants the lease and must not get it. */
        BackupException refused() {
            try (Lease lease = take()) {
                throw new AssertionError(name + " got the lease " + lease.epoch());
            } catch (BackupException e) {
                return e;
            }
        }

        private void sleep(Duration duration) {
            slept = slept.plus(duration);
            pass(duration);
        }

        void beat() {
            if (awake && beat != null) {
                beat.run();
            }
        }

        /** Dies, and lets go of nothing. */
        void die() {
            beat = null;
        }

        private final class Beats implements Heartbeat {
            @Override
            public void start(Duration period, Runnable task) {
                beat = task;
            }

            @Override
            public void finish(Runnable last, Duration limit) {
                beat = null;
                last.run();
            }
        }
    }
}
