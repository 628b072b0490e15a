package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.process.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at each step that a sync takes on its state, and at random times. */
class KillSweepTest {
    private static final int KILLED = 137;
    private static final int FILES = 6;
    private static final long SEED = 20260302;
    private static final List<String> SYSCALLS =
            List.of("rename", "fsync", "fdatasync", "pwrite64", "write", "ftruncate", "unlink", "link");

    @TempDir
    private Path directory;

    private KillBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new KillBench(directory, FILES);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    @Tag("A2")
    void a2KilledAtSomeStepsOfItsState() throws Exception {
        // One of each kind, and of those that come once a file the second and the last but some.
        int kills = sweep(List.of(1, 6), List.of("rename", "fdatasync", "pwrite64", "unlink"));
        assertThat(kills).isGreaterThan(8);
    }

    @Test
    @Tag("A2")
    @Tag("long")
    void a2KilledAtEachStepOfItsState() throws Exception {
        List<Integer> all = new ArrayList<>();
        for (int i = 1; i < 500; i++) {
            all.add(i);
        }
        int kills = sweep(all, SYSCALLS);
        assertThat(kills).isGreaterThan(60);
    }

    /** Kills at the given calls, counted by thread, of each kind on each file of the state, until a run is not hit. */
    private int sweep(List<Integer> steps, List<String> syscalls) throws Exception {
        Tool.require("strace");
        Map<String, Integer> hits = new LinkedHashMap<>();
        for (String syscall : syscalls) {
            for (String file : files()) {
                int killed = 0;
                for (int step : steps) {
                    bench.reset();
                    Ended run = killedAt(syscall, file, step);
                    if (run.code() != KILLED) {
                        assertThat(run.code()).as("%s", run).isZero();
                        break;
                    }
                    killed++;
                    bench.recover(run, "killed at " + syscall + " " + step + " of " + file);
                }
                if (killed > 0) {
                    hits.put(syscall + " " + file, killed);
                }
            }
        }
        System.out.println("A2: kills by step: " + hits);
        return bench.report("A2");
    }

    private static List<String> files() {
        return List.of(
                "catalog.db.new",
                "catalog.db.new-wal",
                "catalog.db.new-shm",
                "catalog.db",
                "catalog.db-wal",
                "catalog.db-shm",
                "owner.new",
                "owner",
                "lock",
                "");
    }

    private Ended killedAt(String syscall, String file, int step) throws IOException {
        List<String> options = List.of(
                "-e", "trace=" + syscall,
                "-e", "inject=" + syscall + ":signal=KILL:when=" + step,
                "-P", bench.state().resolve(file).toString());
        return bench.command()
                .wrapped(Tool.strace(bench.directory().resolve("strace.log"), options))
                .run("sync", "--json");
    }

    @Test
    @Tag("A1")
    void a1KilledAtFiveRandomTimes() throws Exception {
        assertThat(killAtRandom(5)).isPositive();
    }

    @Test
    @Tag("A1")
    @Tag("long")
    void a1KilledAtTwoHundredRandomTimes() throws Exception {
        assertThat(killAtRandom(200)).isGreaterThan(100);
    }

    private int killAtRandom(int runs) throws Exception {
        bench.reset();
        long start = System.nanoTime();
        bench.command().run("sync", "--json").ended(0);
        long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Random random = new Random(SEED);
        for (int i = 0; i < runs; i++) {
            bench.reset();
            long delay = random.nextLong(whole);
            Started run = bench.command().start("sync", "--json");
            if (!run.process().waitFor(delay, TimeUnit.MILLISECONDS)) {
                run.process().destroyForcibly();
            }
            Ended ended = run.await();
            if (ended.code() == KILLED) {
                bench.recover(ended, "seed " + SEED + ", killed after " + delay + " ms");
            }
        }
        return bench.report("A1: seed " + SEED + ", within " + whole + " ms");
    }
}
