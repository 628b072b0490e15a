package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a job and says how it ended, whatever happens. */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Clock clock;
    private final Delay delay;
    private final RandomGenerator random;
    private final Listeners listeners;
    private final StopSwitch stop;

    Worker(Surroundings surroundings, Listeners listeners, StopSwitch stop) {
        this.clock = surroundings.clock();
        this.delay = surroundings.delay();
        this.random = surroundings.random();
        this.listeners = listeners;
        this.stop = stop;
    }

    /** How a job ended, before it is known when. */
    private record End(ExitCode exitCode, @Nullable String problem, Map<String, Long> counts) {}

    /**
     * Does the job.
     *
     * @param turn after which a mirror, which may take days, gives way to a sync
     */
    JobResult run(Job job, Configured configured, Duration turn) {
        Instant started = clock.instant();
        End end = end(job, configured, turn);
        return new JobResult(started, clock.instant(), end.exitCode, end.problem, end.counts);
    }

    private End end(Job job, Configured configured, Duration turn) {
        try {
            return switch (job.kind()) {
                case SYNC -> sync(job, configured);
                case VERIFY, ROTATE, DRILL -> verify(job, configured);
                case PRUNE -> prune(job, configured);
                case RETENTION -> retention(job, configured);
                case MIRROR -> mirror(job, configured, turn);
            };
        } catch (BackupException e) {
            return new End(e.exitCode(), String.valueOf(e.getMessage()), Map.of());
        } catch (RuntimeException | Error e) { // whatever it was, the recordings of the next hour need a backup too
            LOG.debug("the job ended without a report", e);
            return new End(ExitCode.UNEXPECTED, "unexpected failure, a defect of this program: " + e, Map.of());
        }
    }

    private End sync(Job job, Configured configured) {
        SyncOptions options = configured.options().toBuilder()
                .mode(job.request().mode())
                .verify(job.request().verify())
                .queued(queued(job.request().trigger()))
                .build();
        SyncReport report = report(configured.engine().sync(options, events(job)));
        return new End(
                report.exitCode(), message(report.problem()), report.summary().counts());
    }

    /** Who asks for a sync wants everything tried; the clock can leave what failed its rest. */
    private static SyncOptions.Queued queued(JobRequest.Trigger trigger) {
        return trigger == JobRequest.Trigger.REQUEST ? SyncOptions.Queued.TRY : SyncOptions.Queued.WAIT;
    }

    private End prune(Job job, Configured configured) {
        PruneOptions options = required(configured.loop().upkeep().prune(), "PRUNE_KEEP_FREE or PRUNE_OLDER_THAN");
        PruneReport report = report(configured.engine().prune(options, events(job)));
        return new End(
                report.exitCode(), message(report.problem()), report.summary().counts());
    }

    private End retention(Job job, Configured configured) {
        ExpiryOptions options = required(configured.loop().upkeep().retention(), "RETENTION_APPLY and RETENTION_DAYS");
        ExpiryReport report = report(configured.engine().expire(options, events(job)));
        return new End(
                report.exitCode(), message(report.problem()), report.summary().counts());
    }

    private End mirror(Job job, Configured configured, Duration turn) {
        MirrorOptions options = required(configured.loop().upkeep().mirror(), "MIRROR_TO");
        Run<MirrorReport> run = configured.engine().mirror(options, events(job));
        delay.after(turn, () -> run.stop(ExitCode.TERMINATED)); // nothing happens to one that has ended by then
        MirrorReport report = report(run);
        return new End(
                report.exitCode(), message(report.problem()), report.summary().counts());
    }

    private static <O> O required(LoopSettings.@Nullable Regular<O> regular, String setting) {
        if (regular == null) {
            throw new BackupException(ExitCode.USAGE, "this daemon was not told what to do: set " + setting);
        }
        return regular.options();
    }

    private End verify(Job job, Configured configured) {
        VerifyReport report = report(configured.engine().verify(options(job, configured), events(job)));
        return new End(
                report.exitCode(), message(report.problem()), report.summary().counts());
    }

    private VerifyOptions options(Job job, Configured configured) {
        int transfers = configured.options().transfers();
        return switch (job.kind()) {
            case ROTATE ->
                new VerifyOptions(VerifyLevel.DATA, Selection.ALL, transfers)
                        .of(drawn(Sample.Rotation.daily(random.nextLong())));
            case DRILL ->
                new VerifyOptions(
                        VerifyLevel.DRILL,
                        drawn(Sample.Count.ofDrill(random.nextLong())),
                        transfers,
                        null,
                        configured.loop().checks().scratch());
            case SYNC, VERIFY, PRUNE, RETENTION, MIRROR ->
                new VerifyOptions(level(job.request()), Selection.ALL, transfers);
        };
    }

    private static Portion drawn(Sample sample) {
        return new Portion(Selection.ALL, Shard.ALL, sample);
    }

    /** Without a wish the listing, which costs a page for each thousand recordings instead of a request for each one. */
    private static VerifyLevel level(JobRequest request) {
        return switch (request.verify()) {
            case NONE, CHANGED, LIST -> VerifyLevel.LIST;
            case HEAD -> VerifyLevel.HEAD;
            case DATA -> VerifyLevel.DATA;
        };
    }

    private BackupListener events(Job job) {
        return event -> listeners.tell(event.getClass().getSimpleName(), listener -> listener.jobEvent(job, event));
    }

    private <R> R report(Run<R> run) {
        stop.began(run);
        try {
            return run.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody here does that; it can only mean that all is to end
            run.cancel(ExitCode.TERMINATED);
            return run.completion().join();
        } finally {
            stop.ended();
        }
    }

    private static @Nullable String message(@Nullable Problem problem) {
        return problem == null ? null : problem.message();
    }
}
