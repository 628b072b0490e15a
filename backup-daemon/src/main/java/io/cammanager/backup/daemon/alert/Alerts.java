package io.cammanager.backup.daemon.alert;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people when something is wrong, by what the daemon says. All work is done on one thread of its own; what comes in
 * returns at once, and when the thread is held up, older looks give way to newer ones. Nothing that fails here disturbs a
 * run.
 */
public final class Alerts implements DaemonListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    /** What the daemon says about its looks between jobs. */
    private static final Duration LOOK_INTERVAL = Duration.ofMinutes(1);

    private static final int QUEUE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AlertDesk desk;
    private final Clock clock;
    private final ExecutorService thread;
    private final Instant watchingSince;
    private final Deque<RunRecord> jobs = new ArrayDeque<>();
    private final AtomicReference<@Nullable BackupStatus> latest = new AtomicReference<>();

    /** Works on the given thread, which it ends. */
    Alerts(AlertDesk desk, Clock clock, ExecutorService thread) {
        this.desk = desk;
        this.clock = clock;
        this.thread = thread;
        this.watchingSince = clock.instant();
    }

    /**
     * Starts it.
     *
     * @param stateDirectory where it notes in {@code alerts.json} what has been told
     * @param clock whose zone is that of the times in the messages
     * @throws io.cammanager.backup.core.BackupException with {@link io.cammanager.backup.core.ExitCode#USAGE} for an
     *     address that is none
     */
    public static Alerts start(AlertConfig config, Path stateDirectory, Clock clock) {
        Switchboard switchboard = Switchboard.of(config.channels(), clock, Sleeper.system());
        return on(desk(config, stateDirectory, clock, switchboard), clock);
    }

    /** Works on a thread of its own. */
    static Alerts on(AlertDesk desk, Clock clock) {
        return new Alerts(
                desk,
                clock,
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(QUEUE),
                        new ThreadFactoryBuilder()
                                .setNameFormat("alerts")
                                .setDaemon(true)
                                .build()));
    }

    static AlertDesk desk(AlertConfig config, Path stateDirectory, Clock clock, Switchboard switchboard) {
        return new AlertDesk(
                new AlertRules(config.thresholds()),
                new AlertBook(new AlertFile(stateDirectory), LOOK_INTERVAL),
                new AlertTexts(config, clock.getZone()),
                switchboard);
    }

    @Override
    public void jobStarted(Job job) {
        if (countsAsSync(job)) {
            enqueue(desk::syncStarted);
        }
    }

    @Override
    public void jobEnded(Job job, JobResult result) {
        if (job.request().mode() == Mode.DRY_RUN) {
            return;
        }
        remember(new RunRecord(
                job.id(),
                job.kind().run(),
                result.started(),
                result.ended(),
                result.exitCode(),
                result.problem(),
                result.counts()));
        if (countsAsSync(job)) {
            enqueue(() -> desk.syncEnded(result.exitCode()));
        }
    }

    private static boolean countsAsSync(Job job) {
        return job.kind() == JobKind.SYNC && job.request().mode() == Mode.APPLY;
    }

    private void remember(RunRecord job) {
        synchronized (jobs) {
            jobs.addFirst(job);
            if (jobs.size() > BackupStatus.MAX_RUNS) {
                jobs.removeLast();
            }
        }
    }

    private List<RunRecord> jobs() {
        synchronized (jobs) {
            return List.copyOf(jobs);
        }
    }

    @Override
    public void statusLooked(BackupStatus status) {
        if (latest.getAndSet(status) == null && !enqueue(this::look)) {
            latest.set(null); // so that the next one is taken again
        }
    }

    private void look() {
        BackupStatus status = latest.getAndSet(null);
        if (status != null) {
            desk.look(Facts.of(status, jobs(), watchingSince, clock.instant()));
        }
    }

    @CanIgnoreReturnValue
    private boolean enqueue(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("the alerts are held up or stopped: a step is left out");
            return false;
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("the alerts could not be looked at, a defect of this program: {}", e.toString());
        }
    }

    /** Sends what is under way, for two seconds at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
