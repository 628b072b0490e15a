package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.testkit.simulation.RetentionWorker.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The stories, one for each seed and mode: two hosts that sync twice, and a retention worker that removes what they have
 * confirmed. The hosts share a key.
 */
final class Simulation implements AutoCloseable {
    /** What must have come up in some story, or the stories were too tame. */
    static final List<String> EVENTS = List.of(
            "confirms",
            "loses the answer",
            "meets late",
            "has taken the lease",
            "has no lease",
            "result=DELETED",
            "result=CHANGED",
            "result=LEASE_LOST",
            "result=IMPOSSIBLE");

    private static final Instant EARLY = Instant.parse("2026-02-03T04:05:06Z");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService parts = Executors.newSingleThreadExecutor();
    private final Footage first;
    private final Footage other;
    private final Footage same;
    private final Map<String, Integer> met = new TreeMap<>();
    private final Map<Footage, Map<PlannedFile, String>> sums = new HashMap<>();

    Simulation(Path directory) throws IOException {
        first = Footage.record(directory.resolve("first"), "first", EARLY, "shared.mp4");
        other = Footage.record(directory.resolve("other"), "other", EARLY.plusSeconds(1), "shared.mp4");
        same = Footage.record(directory.resolve("same"), "first", EARLY, "shared.mp4");
        for (Footage footage : List.of(first, other, same)) {
            Map<PlannedFile, String> its = new HashMap<>();
            footage.files().forEach(file -> its.put(file, footage.etag(file)));
            sums.put(footage, its);
        }
    }

    /** Returns in how many stories each of the events came up. */
    Map<String, Integer> met() {
        return met;
    }

    /** Whether what the two hosts have recorded under the key that they share is the same. */
    enum Shared {
        SAME,
        DIFFERENT
    }

    /** Tells one story; throws with its trace when something is lost in it. */
    void tell(long seed, Mode mode, Way way) throws InterruptedException {
        boolean keepsApart = mode != Mode.UNVERSIONED_CONDITIONS_IGNORED;
        tell(seed, mode, way, keepsApart ? Shared.DIFFERENT : Shared.SAME);
    }

    void tell(long seed, Mode mode, Way way, Shared shared) throws InterruptedException {
        Random random = new Random(seed);
        MemoryStoreProvider provider = MemoryStoreProvider.of("recordings", 1000, Clock.systemUTC());
        provider.setVersioning(mode.versioning());
        ObjectStore memory = provider.open(Checksums.UNCHUNKED);
        memory.createBucket();
        SimBucket bucket = new SimBucket(memory, Machine.PREFIX, mode);
        Schedule schedule = new Schedule(random);
        List<Footage> all = List.of(first, shared == Shared.SAME ? same : other);
        for (int number = 0; number < all.size(); number++) {
            Footage footage = all.get(number);
            footage.forget();
            int id = number;
            schedule.add(
                    "uploader-" + number,
                    actor -> new Uploader(
                                    actor,
                                    bucket,
                                    new Machine(actor, bucket, memory, id, actor.chance(2)),
                                    footage,
                                    parts)
                            .run(sums.getOrDefault(footage, Map.of())),
                    threads);
        }
        schedule.add(
                "retention",
                actor -> new RetentionWorker(actor, bucket, new Machine(actor, bucket, memory, all.size(), false), all)
                        .run(way),
                threads);
        try {
            schedule.run();
            bucket.checkEnd();
            EVENTS.forEach(event -> {
                if (schedule.trace().stream().anyMatch(line -> line.contains(event))) {
                    met.merge(event, 1, Integer::sum);
                }
            });
        } catch (AssertionError e) {
            String trace = String.join("\n", schedule.trace());
            throw new AssertionError("seed " + seed + ", " + mode + ":\n" + trace + "\n" + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        parts.shutdownNow();
        List.of(first, other, same).forEach(Footage::close);
    }
}
