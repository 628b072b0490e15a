package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.Position;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the same work again and again, and in each run fails one more request, the first one first, until there is none left to
 * fail; and all that with each kind of fault. After each run the bucket is compared with the files from outside, and after
 * that a run without fault must bring everything home.
 */
final class FaultSweep {
    /** What is done to a request, but for what takes the time of a client that waits. */
    static final ImmutableList<Fault> ALL = ImmutableList.of(
            Fault.error(500, "InternalError"),
            Fault.errorAfter(500, "InternalError"),
            Fault.reset(Side.REQUEST, Position.MIDDLE),
            Fault.reset(Side.RESPONSE, Position.MIDDLE),
            Fault.flip(Side.REQUEST, Position.MIDDLE),
            Fault.flip(Side.RESPONSE, Position.MIDDLE),
            Fault.truncate(Position.MIDDLE));

    /** A request, or the answer to it, that stands still. Each costs the client the time that it waits. */
    static final ImmutableList<Fault> STALLS = ImmutableList.of(
            Fault.stall(Side.REQUEST, Position.MIDDLE), Fault.stall(Side.RESPONSE, Position.BEFORE_HEAD));

    private final ProxyBench bench;
    private final List<Fault> faults;
    private final int step;
    private int runs;
    private int injected;
    private int lost;
    private int falselySafe;

    /** Makes a sweep that fails the first request and then each {@code step}-th after it. */
    FaultSweep(ProxyBench bench, List<Fault> faults, int step) {
        this.bench = bench;
        this.faults = faults;
        this.step = step;
    }

    private interface Work {
        void run(Fault fault, int request) throws IOException, InterruptedException;
    }

    /** Sweeps over a sync into an empty bucket, and checks each run. */
    void sync(String name, SyncOptions options) throws IOException, InterruptedException {
        Map<String, HashCode> local = bench.local();
        sweep((fault, request) -> {
            Synced synced = bench.sync(options);
            synced.requireSums(local.size());
            Map<String, HashCode> there = bench.remote();
            long wrong = synced.calledSafe().stream()
                    .filter(path -> !Objects.equals(local.get(path), there.get(path)))
                    .count();
            assertThat(wrong).as("%s at request %s: %s", fault, request, synced).isZero();
            falselySafe += (int) wrong;
            bench.proxy().clearRules();
            Synced healed = bench.sync(options);
            assertThat(healed.report().exitCode())
                    .as("after %s at request %s: %s, then %s", fault, request, synced, healed)
                    .isEqualTo(ExitCode.OK);
            assertThat(healed.calledSafe())
                    .as("after %s at request %s: %s, then %s", fault, request, synced, healed)
                    .isEqualTo(local.keySet());
            countLost(local, bench.remote());
            bench.startAfresh();
        });
        print(name);
    }

    /** Sweeps over a restore of all that the source holds, and checks each run. */
    void restore(String name, SyncOptions options) throws IOException, InterruptedException {
        bench.requireHealing(options);
        Map<String, HashCode> local = bench.local();
        sweep((fault, request) -> {
            Restored restored = bench.restore();
            Map<String, HashCode> here = ProxyBench.hashes(bench.target());
            assertThat(local)
                    .as("%s at request %s: %s", fault, request, restored)
                    .containsAllEntriesOf(here);
            assertThat(here).hasSize((int) restored.report().summary().restored());
            assertThat(restored.report().exitCode() == ExitCode.OK).isEqualTo(here.size() == local.size());
            bench.proxy().clearRules();
            Restored healed = bench.restore();
            assertThat(healed.report().exitCode())
                    .as("after %s at request %s: %s, then %s", fault, request, restored, healed)
                    .isEqualTo(ExitCode.OK);
            countLost(local, ProxyBench.hashes(bench.target()));
            bench.forgetTarget();
        });
        print(name);
    }

    private void countLost(Map<String, HashCode> local, Map<String, HashCode> there) {
        lost += (int) local.entrySet().stream()
                .filter(file -> !Objects.equals(file.getValue(), there.get(file.getKey())))
                .count();
        assertThat(there).isEqualTo(local);
    }

    private void sweep(Work work) throws IOException, InterruptedException {
        for (Fault fault : faults) {
            int request = 1;
            while (fails(request, fault, work)) {
                request += step;
            }
            assertThat(request).as("requests failed with %s", fault).isGreaterThan(1);
        }
    }

    /** Does the work with one request failed; says whether there was such a request. */
    private boolean fails(int request, Fault fault, Work work) throws IOException, InterruptedException {
        bench.proxy().clearRules();
        ArmedRule rule = bench.proxy().add(Match.any(), Occasion.nth(request), fault);
        work.run(fault, request);
        runs++;
        injected += rule.fired();
        return rule.matched() >= request;
    }

    private void print(String name) {
        System.out.printf(
                "fault sweep, %s: %d runs, %d faults injected, %d files lost, %d falsely confirmed%n",
                name, runs, injected, lost, falselySafe);
        assertThat(injected).isGreaterThan(faults.size());
    }
}
