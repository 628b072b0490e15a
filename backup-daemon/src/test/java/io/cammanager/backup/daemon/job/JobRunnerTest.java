package io.cammanager.backup.daemon.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.daemon.LogLines;
import io.cammanager.backup.daemon.control.DaemonControl.Subscription;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.control.DaemonSnapshot.Phase;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.schedule.Cron;
import io.cammanager.backup.testkit.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JobRunnerTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LoopSettings HOURLY = LoopSettings.every(HOUR);
    private static final JobRequest DRY_RUN =
            new JobRequest(JobKind.SYNC, Trigger.REQUEST, Mode.DRY_RUN, VerifyScope.NONE);

    private final FakeClock clock = FakeClock.at(START);
    private final FakeBell bell = new FakeBell(clock);
    private final List<Runnable> later = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine(clock);
    private final LogLines log = LogLines.capture();
    private final List<String> told = new ArrayList<>();
    private final List<JobResult> results = new ArrayList<>();
    private final List<Instant> looked = new ArrayList<>();
    private LoopSettings settings = HOURLY;

    private final DaemonListener teller = new DaemonListener() {
        @Override
        public void jobStarted(Job job) {
            told.add("started " + job.kind() + " " + job.request().trigger());
        }

        @Override
        public void jobEvent(Job job, BackupEvent event) {
            told.add("event " + event.getClass().getSimpleName());
        }

        @Override
        public void jobEnded(Job job, JobResult result) {
            told.add("ended " + job.kind() + " " + result.exitCode());
            results.add(result);
        }

        @Override
        public void jobOverran(Job job, Duration took, Duration interval) {
            told.add("overran " + took + " " + interval);
        }

        @Override
        public void statusLooked(BackupStatus status) {
            looked.add(status.at());
        }
    };

    @AfterEach
    void stopLogging() {
        log.close();
    }

    @Test
    void syncsAtTheStartAndThenEveryIntervalFromStartToStart() {
        engine.work = run -> clock.advance(Duration.ofMinutes(25));

        runFor(Duration.ofHours(3).plusMinutes(1));

        assertThat(engine.syncs)
                .containsExactly(START, START.plus(HOUR), START.plus(HOUR.multipliedBy(2)), at(Duration.ofHours(3)));
        assertThat(told.subList(0, 4))
                .containsExactly("started SYNC START", "event RunStarted", "ended SYNC OK", "started SYNC SCHEDULE");
        assertThat(results.get(0).started()).isEqualTo(START);
        assertThat(results.get(0).ended()).isEqualTo(at(Duration.ofMinutes(25)));
        assertThat(results.get(0).counts()).containsEntry("uploaded", 1L).containsEntry("bytes_total", 40L);
    }

    @Test
    @Tag("G6")
    void g6GoesThroughAWeekInWhichSomeRunsTakeLonger() {
        engine.work = run -> clock.advance(engine.syncs.size() % 10 == 0 ? Duration.ofMinutes(90) : MINUTE);

        runFor(Duration.ofDays(7));

        // In ten runs nine take their hour and the tenth an hour and a half.
        assertThat(engine.syncs).hasSize(7 * 24 * 60 / (9 * 60 + 90) * 10 + 1);
        assertThat(told)
                .filteredOn(line -> line.startsWith("overran"))
                .hasSize(16)
                .containsOnly("overran PT1H30M PT1H");
        assertThat(bell.longest).isLessThanOrEqualTo(MINUTE);
        Instant tenth = engine.syncs.get(9);
        assertThat(engine.syncs.get(10)).isEqualTo(tenth.plus(Duration.ofMinutes(90)));
        assertThat(engine.syncs.get(11)).isEqualTo(tenth.plus(Duration.ofMinutes(150)));
    }

    @Test
    void syncsAtOnceWhenTheClockWasSetBackBeforeTheLastStart() {
        JobRunner runner = runner();
        bell.at(at(Duration.ofMinutes(10)), () -> {
            clock.set(START.minus(Duration.ofHours(5)));
            Instant end = START.minus(Duration.ofHours(4)).plusSeconds(1);
            bell.at(end, () -> runner.stop(ExitCode.TERMINATED));
        });

        runner.run();

        assertThat(engine.syncs)
                .containsExactly(START, START.minus(Duration.ofHours(5)), START.minus(Duration.ofHours(4)));
    }

    @Test
    @Tag("G5")
    void g5SyncsOnceWhenTheClockWasSetForwardOrTheMachineWasSuspended() {
        bell.at(at(Duration.ofMinutes(10)), () -> clock.advance(Duration.ofDays(3)));

        runFor(Duration.ofDays(3).plusMinutes(11));

        assertThat(engine.syncs).hasSize(2);
        assertThat(told).noneMatch(line -> line.startsWith("overran"));
    }

    @Test
    void survivesAnEngineThatFailsEveryOtherTime() {
        engine.work = run -> {
            switch (engine.syncs.size() % 6) {
                case 1 -> throw new RejectedExecutionException("no thread left");
                case 3 -> throw new OutOfMemoryError("Java heap space");
                case 5 -> throw new BackupException(ExitCode.LOCAL_STATE, "the disk is full");
                default -> clock.advance(MINUTE);
            }
        };

        runFor(Duration.ofHours(11).plusMinutes(1));

        assertThat(engine.syncs).hasSize(12);
        assertThat(results.subList(0, 6))
                .extracting(JobResult::exitCode)
                .containsExactly(
                        ExitCode.UNEXPECTED,
                        ExitCode.OK,
                        ExitCode.UNEXPECTED,
                        ExitCode.OK,
                        ExitCode.LOCAL_STATE,
                        ExitCode.OK);
        assertThat(results.get(2).problem()).endsWith("java.lang.OutOfMemoryError: Java heap space");
        assertThat(results.get(4).problem()).isEqualTo("the disk is full");
        assertThat(results.get(0).counts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void survivesEveryEndOfARun(ExitCode exitCode) {
        engine.work = run -> run.end = exitCode;

        runFor(HOUR.plusMinutes(1));

        assertThat(results).extracting(JobResult::exitCode).containsExactly(exitCode, exitCode);
        assertThat(results.get(0).problem()).isEqualTo("ended with " + exitCode);
    }

    @Test
    void listenersThatThrowHarmNeitherTheJobNorEachOther() {
        JobRunner runner = runner();
        Subscription unusedBad = runner.subscribe(new DaemonListener() {
            @Override
            public void jobStarted(Job job) {
                throw new IllegalStateException("not today");
            }

            @Override
            public void jobEnded(Job job, JobResult result) {
                throw new StackOverflowError();
            }
        });
        Subscription unusedGood = runner.subscribe(teller);
        bell.at(at(MINUTE), () -> runner.stop(ExitCode.TERMINATED));

        runner.run();

        assertThat(told).containsExactly("started SYNC START", "event RunStarted", "ended SYNC OK");
        assertThat(log.lines())
                .contains("WARN a listener failed on jobStarted: java.lang.IllegalStateException: not today");
    }

    @Test
    void tellsNothingMoreWhenASubscriptionIsClosed() {
        JobRunner runner = runner();
        Subscription subscription = runner.subscribe(teller);
        bell.at(at(MINUTE), () -> {
            subscription.close();
            subscription.close();
        });
        bell.at(at(HOUR.plusMinutes(1)), () -> runner.stop(ExitCode.TERMINATED));

        runner.run();

        assertThat(engine.syncs).hasSize(2);
        assertThat(told).hasSize(3);
    }

    @Test
    void takesARequestWhileAJobRunsAndMergesThoseThatDoTheSame() {
        JobRunner runner = runner();
        List<Optional<Job>> jobs = new ArrayList<>();
        engine.work = run -> {
            if (engine.syncs.size() == 1) {
                jobs.add(runner.request(JobRequest.sync(Trigger.REQUEST)));
                jobs.add(runner.request(JobRequest.sync(Trigger.WATCHER)));
                jobs.add(runner.request(DRY_RUN));
                jobs.add(runner.request(DRY_RUN));
                jobs.add(runner.request(new JobRequest(JobKind.SYNC, Trigger.REQUEST, Mode.DRY_RUN, VerifyScope.HEAD)));
                DaemonSnapshot snapshot = runner.snapshot();
                assertThat(snapshot.current()).isNotNull();
                assertThat(snapshot.waiting()).hasSize(3);
                clock.advance(MINUTE);
            }
        };

        runFor(runner, Duration.ofMinutes(10));

        assertThat(jobs.get(1)).isEqualTo(jobs.get(0)).isPresent();
        assertThat(jobs.get(3)).isEqualTo(jobs.get(2)).isPresent();
        assertThat(engine.syncOptions)
                .extracting(SyncOptions::mode)
                .containsExactly(Mode.APPLY, Mode.APPLY, Mode.DRY_RUN, Mode.DRY_RUN);
        assertThat(engine.syncOptions.get(3).verify()).isEqualTo(VerifyScope.HEAD);
        assertThat(engine.syncOptions.get(3).transfers()).isEqualTo(3);
        assertThat(told).noneMatch(line -> line.startsWith("overran"));
    }

    @Test
    void aRequestBetweenTwoRunsLeavesTheScheduleAlone() {
        JobRunner runner = runner();
        bell.at(
                at(Duration.ofMinutes(30)),
                () -> assertThat(runner.request(JobRequest.sync(Trigger.REQUEST)))
                        .isPresent());

        runFor(runner, HOUR.plusMinutes(1));

        assertThat(engine.syncs).containsExactly(START, at(Duration.ofMinutes(30)), at(HOUR));
    }

    @Test
    void stopsBetweenTwoRuns() {
        JobRunner runner = runner();
        bell.at(at(Duration.ofMinutes(30)), () -> runner.stop(ExitCode.INTERRUPTED));

        ExitCode end = runner.run();

        assertThat(end).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(engine.syncs).hasSize(1);
        assertThat(engine.closed).isTrue();
        assertThat(runner.snapshot().phase()).isEqualTo(Phase.STOPPING);
        assertThat(runner.request(DRY_RUN)).isEmpty();
    }

    @Test
    void letsWhatIsInFlightFinishWhenItIsStopped() {
        JobRunner runner = runner();
        engine.work = run -> {
            assertThat(runner.request(DRY_RUN)).isPresent();
            runner.stop(ExitCode.TERMINATED);
            assertThat(run.stopped).isEqualTo(ExitCode.TERMINATED);
            assertThat(run.cancelled).isNull();
        };

        ExitCode end = runFor(runner, HOUR);

        assertThat(end).isEqualTo(ExitCode.TERMINATED);
        assertThat(engine.syncs).hasSize(1);
        assertThat(results).extracting(JobResult::exitCode).containsExactly(ExitCode.TERMINATED);
        assertThat(delays).containsExactly(LoopSettings.DEFAULT_GRACE);
    }

    @Test
    void givesUpWhatIsInFlightAfterTheGraceTime() {
        JobRunner runner = runner();
        engine.work = run -> {
            runner.stop(ExitCode.TERMINATED);
            later.forEach(Runnable::run);
            assertThat(run.cancelled).isEqualTo(ExitCode.TERMINATED);
        };

        assertThat(runFor(runner, HOUR)).isEqualTo(ExitCode.TERMINATED);
        assertThat(results).hasSize(1);
    }

    @Test
    void givesUpWhatIsInFlightWhenItIsStoppedTwice() {
        JobRunner runner = runner();
        engine.work = run -> {
            runner.stop(ExitCode.TERMINATED);
            runner.stop(ExitCode.INTERRUPTED);
            assertThat(run.cancelled).isEqualTo(ExitCode.TERMINATED);
        };

        assertThat(runFor(runner, HOUR)).isEqualTo(ExitCode.TERMINATED);
    }

    @Test
    void runsNothingWhenItIsStoppedBeforeItBegins() {
        JobRunner runner = runner();
        runner.stop(ExitCode.TERMINATED);

        assertThat(runner.run()).isEqualTo(ExitCode.TERMINATED);
        assertThat(engine.syncs).isEmpty();
    }

    @Test
    void aSecondSignalEndsTheProcessAtOnceAndALateEndToo() {
        JobRunner runner = runner();
        List<Integer> halts = new ArrayList<>();
        DaemonSignals signals = new DaemonSignals(runner, halts::add);

        signals.stop(ExitCode.TERMINATED);
        assertThat(halts).isEmpty();
        signals.stop(ExitCode.INTERRUPTED);
        later.forEach(Runnable::run);

        assertThat(halts).containsExactly(130, 143);
        assertThat(delays).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(9));
        assertThat(log.lines())
                .containsExactly(
                        "WARN the sync did not stop in time and is broken off; the next one carries on from there");
    }

    @Test
    void looksAfterEachJobAndEveryMinuteInBetween() {
        engine.work = run -> clock.advance(Duration.ofMinutes(10));

        runFor(Duration.ofMinutes(15).plusSeconds(30));

        assertThat(looked).startsWith(START, at(Duration.ofMinutes(10))).hasSize(2 + 5);
    }

    @Test
    void looksLessOftenWhereALookTakesLong() {
        engine.lookTakes = MINUTE;

        runFor(Duration.ofMinutes(55));

        assertThat(engine.looks).isEqualTo(2 + 2);
    }

    @Test
    void warnsOnceWhenItCannotBeToldWhereTheBackupStands() {
        engine.lookFails = new UnsupportedOperationException("not here");

        runFor(HOUR.multipliedBy(2));

        assertThat(engine.looks).isGreaterThan(50);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("not here"))
                .containsExactly("WARN where the backup stands cannot be told: not here");
        assertThat(engine.syncs).hasSize(2);
    }

    @Test
    void verifiesAtTheFirstStartAndThenOnAnIntervalOfItsOwn() {
        settings = verifyingEvery(Duration.ofHours(24));
        engine.verifyTakes = Duration.ofMinutes(70);

        runFor(Duration.ofHours(49));

        assertThat(engine.verifies).containsExactly(START, at(Duration.ofHours(24)), at(Duration.ofHours(48)));
        assertThat(engine.levels).containsOnly(VerifyLevel.LIST);
        assertThat(told.subList(0, 4))
                .containsExactly("started SYNC START", "event RunStarted", "ended SYNC OK", "started VERIFY SCHEDULE");
        assertThat(engine.syncs.get(1)).isEqualTo(at(Duration.ofMinutes(70)));
    }

    @Test
    void aRestartDoesNotVerifyAgain() {
        settings = verifyingEvery(Duration.ofHours(24));
        engine.records.add(FakeEngine.verified(START.minusSeconds(60), ExitCode.TERMINATED));
        engine.records.add(FakeEngine.verified(START.minus(Duration.ofHours(20)), ExitCode.MISMATCH));
        JobRunner runner = runner();

        runFor(runner, Duration.ofHours(5));

        assertThat(engine.verifies).containsExactly(at(Duration.ofHours(4)));
        assertThat(runner.snapshot().nextDue()).containsEntry(JobKind.VERIFY, at(Duration.ofHours(28)));
        assertThat(runner.snapshot().lastResults()).containsKeys(JobKind.SYNC, JobKind.VERIFY);
    }

    @Test
    void aVerificationDatedInTheFutureDoesNotCount() {
        settings = verifyingEvery(Duration.ofHours(24));
        engine.records.add(FakeEngine.verified(START.plus(Duration.ofDays(900)), ExitCode.OK));

        runFor(Duration.ofHours(5));

        assertThat(engine.verifies).containsExactly(START);
    }

    @Test
    void readsAPartBackEveryDayAndRehearsesARestoreEveryMonth() {
        Path scratch = Path.of("scratch");
        settings = new LoopSettings(
                Duration.ofHours(12),
                null,
                Duration.ZERO,
                new LoopSettings.Checks(null, Duration.ofDays(1), Duration.ofDays(30), scratch),
                LoopSettings.Upkeep.NONE,
                LoopSettings.DEFAULT_GRACE,
                null);

        runFor(Duration.ofDays(31));

        assertThat(engine.verifyOptions.stream()
                        .filter(options -> options.level() == VerifyLevel.DRILL)
                        .map(VerifyOptions::scratch))
                .containsExactly(scratch, scratch);
        assertThat(engine.verifyOptions.stream()
                        .filter(options -> options.portion().sample() instanceof Sample.Rotation))
                .hasSize(31);
    }

    @Test
    void freesSpaceAndCopiesTheBucketAfterASyncEachAtItsInterval() {
        settings = upkeep(Duration.ofHours(1), Duration.ofHours(2));

        runFor(Duration.ofHours(4).plusMinutes(1));

        assertThat(told)
                .filteredOn(line -> line.startsWith("started"))
                .startsWith(
                        "started SYNC START",
                        "started PRUNE SCHEDULE",
                        "started MIRROR SCHEDULE",
                        "started SYNC SCHEDULE",
                        "started PRUNE SCHEDULE",
                        "started SYNC SCHEDULE",
                        "started PRUNE SCHEDULE",
                        "started MIRROR SCHEDULE");
        assertThat(engine.prunes).hasSize(5);
        assertThat(engine.mirrors).containsExactly(START, at(Duration.ofHours(2)), at(Duration.ofHours(4)));
    }

    @Test
    void aMirrorGivesWayToASyncAndGoesOnAfterIt() {
        settings = upkeep(Duration.ofHours(9), Duration.ofHours(9));
        engine.mirrorWork = run -> {
            if (engine.mirrors.size() == 1) { // the first one would take longer than there is time
                clock.advance(delays.get(delays.size() - 1));
                later.get(later.size() - 1).run();
            }
        };

        runFor(Duration.ofHours(3));

        assertThat(engine.syncs).startsWith(START, at(HOUR), at(HOUR.multipliedBy(2)));
        assertThat(engine.mirrors).containsExactly(START, at(HOUR));
        assertThat(told).contains("ended MIRROR TERMINATED", "ended MIRROR OK");
    }

    @Test
    void whatIsNotSetUpIsRefusedToWhoeverAsksForIt() {
        JobRunner runner = runner();
        for (JobKind kind : List.of(JobKind.PRUNE, JobKind.RETENTION)) {
            Optional<Job> unused = runner.request(JobRequest.check(kind, Trigger.REQUEST));
        }

        runFor(runner, MINUTE);

        assertThat(told).contains("ended PRUNE USAGE", "ended RETENTION USAGE");
        assertThat(engine.expiries).isEmpty();
        assertThat(results)
                .extracting(JobResult::problem)
                .contains(
                        "this daemon was not told what to do: set PRUNE_KEEP_FREE or PRUNE_OLDER_THAN",
                        "this daemon was not told what to do: set RETENTION_APPLY and RETENTION_DAYS");
    }

    @Test
    void deletesFromTheBucketAfterASyncAndBeforeACopyOnceInItsInterval() {
        Duration day = Duration.ofDays(1);
        ExpiryOptions options = new ExpiryOptions(30, ExpiryOptions.MIN_GRACE, null, 30, Mode.APPLY, 3);
        LoopSettings.Upkeep others = upkeep(day, day).upkeep();
        settings = new LoopSettings(
                HOUR,
                null,
                Duration.ZERO,
                LoopSettings.Checks.NONE,
                new LoopSettings.Upkeep(others.prune(), others.mirror(), new LoopSettings.Regular<>(day, options)),
                LoopSettings.DEFAULT_GRACE,
                null);

        runFor(Duration.ofHours(25));

        assertThat(engine.expiries).containsExactly(START, at(day));
        assertThat(engine.expiryOptions).containsExactly(options, options);
        assertThat(told)
                .filteredOn(line -> line.startsWith("started"))
                .startsWith(
                        "started SYNC START",
                        "started PRUNE SCHEDULE",
                        "started RETENTION SCHEDULE",
                        "started MIRROR SCHEDULE",
                        "started SYNC SCHEDULE");
        assertThat(told).contains("ended RETENTION OK");
    }

    private static LoopSettings upkeep(Duration prune, Duration mirror) {
        return new LoopSettings(
                HOUR,
                null,
                Duration.ZERO,
                LoopSettings.Checks.NONE,
                new LoopSettings.Upkeep(
                        new LoopSettings.Regular<>(
                                prune,
                                new PruneOptions(
                                        new PruneOptions.Goal.OlderThan(Duration.ofDays(7)),
                                        1,
                                        VerifyLevel.HEAD,
                                        Mode.APPLY,
                                        3)),
                        new LoopSettings.Regular<>(
                                mirror, new MirrorOptions(Mode.APPLY, null, 3, SyncOptions.MIN_PART_SIZE_BYTES)),
                        null),
                LoopSettings.DEFAULT_GRACE,
                null);
    }

    @Test
    void verifiesAfterAnIntervalWhenItCannotBeToldWhenTheLastOneWas() {
        settings = verifyingEvery(Duration.ofHours(2));
        engine.lookFails = new UnsupportedOperationException("not here");

        runFor(Duration.ofHours(3));

        assertThat(engine.verifies).containsExactly(at(Duration.ofHours(2)));
    }

    @Test
    void followsACronExpressionAfterTheStart() {
        settings = new LoopSettings(
                HOUR,
                Cron.parse("15 3,9 * * *"),
                Duration.ZERO,
                LoopSettings.Checks.NONE,
                LoopSettings.Upkeep.NONE,
                LoopSettings.DEFAULT_GRACE,
                null);

        runFor(Duration.ofDays(1));

        assertThat(engine.syncs)
                .containsExactly(START, Instant.parse("2026-03-01T09:15:00Z"), Instant.parse("2026-03-02T03:15:00Z"));
    }

    @Test
    void readsTheSettingsAgainBetweenTwoJobs() {
        FakeEngine second = new FakeEngine(clock);
        List<Configured> configured = new ArrayList<>(List.of(
                new Configured(engine, options(), HOURLY),
                new Configured(second, options(), LoopSettings.every(Duration.ofMinutes(20)))));
        JobRunner runner = runner(() -> configured.remove(0));
        engine.work = run -> {
            runner.reload();
            assertThat(engine.closed).isFalse();
        };

        runFor(runner, Duration.ofMinutes(45));

        assertThat(engine.syncs).containsExactly(START);
        assertThat(engine.closed).isTrue();
        assertThat(second.syncs).containsExactly(at(Duration.ofMinutes(20)), at(Duration.ofMinutes(40)));
    }

    @Test
    void keepsTheOldSettingsWhenTheNewOnesAreBad() {
        List<Supplier<Configured>> answers = new ArrayList<>();
        answers.add(() -> new Configured(engine, options(), HOURLY));
        answers.add(() -> {
            throw new BackupException(ExitCode.USAGE, "TRANSFERS is x, which is no number");
        });
        answers.add(() -> {
            throw new IllegalStateException("a defect");
        });
        JobRunner runner = runner(() -> answers.remove(0).get());
        bell.at(at(MINUTE), runner::reload);
        bell.at(at(MINUTE.multipliedBy(2)), runner::reload);

        runFor(runner, HOUR.plusMinutes(1));

        assertThat(engine.syncs).hasSize(2);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .containsExactly(
                        "ERROR the new settings are not taken, the old ones stay: TRANSFERS is x, which is no number",
                        "ERROR the new settings are not taken, the old ones stay: unexpected"
                                + " java.lang.IllegalStateException: a defect");
    }

    @Test
    void saysInWhichPhaseItIs() {
        JobRunner runner = runner();
        List<Phase> phases = new ArrayList<>(List.of(runner.snapshot().phase()));
        engine.work = run -> phases.add(runner.snapshot().phase());

        runFor(runner, MINUTE);

        assertThat(phases).containsExactly(Phase.STARTING, Phase.RUNNING);
        assertThat(runner.snapshot().started()).isEqualTo(START);
        assertThat(runner.snapshot().current()).isNull();
        assertThat(runner.snapshot().status()).isNotNull();
    }

    private static LoopSettings verifyingEvery(Duration interval) {
        return new LoopSettings(
                HOUR,
                null,
                Duration.ZERO,
                new LoopSettings.Checks(interval, null, null, null),
                LoopSettings.Upkeep.NONE,
                LoopSettings.DEFAULT_GRACE,
                null);
    }

    private static SyncOptions options() {
        return SyncOptions.builder().transfers(3).build();
    }

    private static Instant at(Duration sinceStart) {
        return START.plus(sinceStart);
    }

    private JobRunner runner() {
        return runner(() -> new Configured(engine, options(), settings));
    }

    private JobRunner runner(Supplier<Configured> configured) {
        Delay delay = (after, action) -> {
            delays.add(after);
            later.add(action);
        };
        return new JobRunner(configured, Companion.NONE, new Surroundings(clock, bell, delay, new Random(1)));
    }

    private void runFor(Duration duration) {
        ExitCode unused = runFor(runner(), duration);
    }

    private ExitCode runFor(JobRunner runner, Duration duration) {
        Subscription unused = runner.subscribe(teller);
        bell.at(START.plus(duration), () -> runner.stop(ExitCode.TERMINATED));
        return runner.run();
    }
}
