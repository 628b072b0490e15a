package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String SYSCALLS = "rename,fsync,fdatasync,pwrite64,write,ftruncate,unlink,link";
    private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((?:\\d+<([^>]*)>|\"([^\"]*)\").*");

    @TempDir
    private Path directory;

    private KillBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new KillBench(directory, FILES);
        bench.addFileInParts();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    @Tag("A2")
    void a2KilledAtSomeStepsOfItsState() throws Exception {
        assertThat(sweep(4)).isGreaterThan(2);
    }

    @Test
    @Tag("A2")
    @Tag("long")
    void a2KilledAtEachStepOfItsState() throws Exception {
        assertThat(sweep(Integer.MAX_VALUE)).isGreaterThan(60);
    }

    /**
     * One call on one file of the state.
     *
     * @param number among the calls of this kind of its thread on this file, which is how strace counts them
     */
    private record Step(String syscall, Path file, int number) {}

    /** Kills at so many of the steps, evenly spread over the run. */
    private int sweep(int count) throws Exception {
        Tool.require("strace");
        bench.command().with("TRANSFERS", "1"); // so that each run takes the same steps
        List<Step> steps = recorded();
        Map<String, Integer> hits = new TreeMap<>();
        int missed = 0;
        double stride = Math.max(1, (double) steps.size() / count);
        for (double at = 0; at < steps.size(); at += stride) {
            Step step = steps.get((int) at);
            bench.reset();
            Ended run = strace(
                    "-e", "trace=" + step.syscall(),
                    "-e", "inject=" + step.syscall() + ":signal=KILL:when=" + step.number(),
                    "-P", step.file().toString());
            if (run.code() == KILLED) {
                hits.merge(step.syscall() + " " + bench.state().relativize(step.file()), 1, Integer::sum);
                bench.recover(run, "killed at " + step);
            } else {
                missed++;
            }
        }
        System.out.printf("A2: %d steps, %d of them not met again, killed at %s%n", steps.size(), missed, hits);
        assertThat(missed).as("steps that were not met again").isLessThanOrEqualTo(1 + steps.size() / 20);
        return bench.report("A2");
    }

    /** Returns the steps of an undisturbed run, in their order. */
    private List<Step> recorded() throws IOException {
        bench.reset();
        strace("-y", "-e", "trace=" + SYSCALLS).ended(0);
        Map<String, Integer> counts = new HashMap<>();
        Set<Step> steps = new LinkedHashSet<>();
        for (String line : Files.readAllLines(log())) {
            Matcher call = CALL.matcher(line);
            if (call.matches()) {
                Path file = Path.of(call.group(3) == null ? call.group(4) : call.group(3));
                int number = counts.merge(call.group(1) + call.group(2) + file, 1, Integer::sum);
                // The index of the log is memory: it is made anew by whoever opens the file.
                boolean ours = file.equals(bench.state()) || bench.state().equals(file.getParent());
                if (ours && !file.toString().endsWith("-shm")) {
                    steps.add(new Step(call.group(2), file, number));
                }
            }
        }
        return List.copyOf(steps);
    }

    private Path log() {
        return bench.directory().resolve("strace.log");
    }

    private Ended strace(String... options) throws IOException {
        return bench.command().wrapped(Tool.strace(log(), List.of(options))).run("sync", "--json");
    }

    @Test
    @Tag("A1")
    void a1KilledAtThreeRandomTimes() throws Exception {
        assertThat(killAtRandom(3)).isPositive();
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
