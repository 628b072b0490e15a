package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.schedule.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: a sync at the start, then what the schedule or anyone else asks for, one job at a time, until it is told to stop.
 * However a job ends, the loop goes on. {@link #run} belongs to one thread; all else may be called from any.
 */
public final class JobRunner implements DaemonControl {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** How long to sleep without a look at the clock, which may be set, or go on while the machine is suspended. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    /** A mirror lists two buckets before it copies. */
    private static final Duration SHORTEST_TURN = Duration.ofMinutes(10);

    private final Setup setup;
    private final Surroundings surroundings;
    private final Clock clock;
    private final JobQueue queue = new JobQueue();
    private final Listeners listeners = new Listeners();
    private final StopSwitch stop = new StopSwitch();
    private final AtomicBoolean reload = new AtomicBoolean();
    private final Standing standing;
    private final Worker worker;
    private final Looks looks;
    private final Timetable timetable;
    /** The jobs that the schedule waits for, by their ids. */
    private final Map<JobKind, String> scheduled = new EnumMap<>(JobKind.class);

    private volatile Duration grace;

    JobRunner(Supplier<Configured> settings, Companion companion, Surroundings surroundings) {
        this.setup = new Setup(settings, companion);
        this.surroundings = surroundings;
        this.clock = surroundings.clock();
        this.standing = new Standing(clock.instant());
        this.worker = new Worker(surroundings, listeners, stop);
        this.looks = new Looks(clock);
        this.timetable = new Timetable(surroundings);
        this.grace = setup.current().loop().grace();
    }

    /**
     * Reads the settings; nothing runs yet.
     *
     * @param settings asked now and, between two jobs, after each {@link #reload}
     * @throws io.cammanager.backup.core.BackupException what the settings throw
     */
    public static JobRunner of(Supplier<Configured> settings, Companion companion) {
        return new JobRunner(settings, companion, Surroundings.real());
    }

    /** Goes on until it is stopped, and returns what the process is to end with. May be called once. */
    public ExitCode run() {
        try (setup) {
            follow();
            setup.start(this);
            look();
            ask(JobKind.SYNC, Trigger.START);
            while (stop.exitCode() == null) {
                turn();
            }
        } catch (InterruptedException e) {
            stop(ExitCode.TERMINATED);
        }
        ExitCode asked = stop.exitCode();
        return asked == null ? ExitCode.TERMINATED : asked;
    }

    /** Returns how long a job may go on that has the time: until a sync is due, but long enough to get on at all. */
    private Duration turnTime() {
        Duration free = timetable
                .of(JobKind.SYNC)
                .map(sync -> Duration.between(clock.instant(), sync.due()))
                .orElse(SHORTEST_TURN);
        return free.compareTo(SHORTEST_TURN) > 0 ? free : SHORTEST_TURN;
    }

    private void turn() throws InterruptedException {
        try {
            if (reload.getAndSet(false) && setup.reload(this)) {
                follow();
            }
            timetable.due(clock.instant()).forEach(kind -> ask(kind, Trigger.SCHEDULE));
            Job job = queue.poll();
            if (job != null) {
                work(job);
                look();
            } else if (looks.isDue(clock.instant())) {
                look();
            } else {
                sleep();
            }
        } catch (RuntimeException | Error e) { // a defect of the loop must not be its end
            LOG.error("unexpected failure, a defect of this program; the loop goes on: {}", e.toString());
            surroundings.bell().await(LONGEST_SLEEP);
        }
    }

    private void follow() {
        LoopSettings settings = setup.current().loop();
        grace = settings.grace();
        timetable.follow(settings);
        standing.nextDue(timetable.nextDue());
    }

    private void ask(JobKind kind, Trigger trigger) {
        JobRequest request = kind == JobKind.SYNC ? JobRequest.sync(trigger) : JobRequest.check(kind, trigger);
        request(request).ifPresent(job -> scheduled.put(kind, job.id()));
    }

    private void work(Job job) {
        Schedule schedule = job.id().equals(scheduled.get(job.kind()))
                ? timetable.of(job.kind()).orElse(null)
                : null;
        if (schedule != null) {
            schedule.started(clock.instant());
        }
        standing.began(job);
        standing.nextDue(timetable.nextDue());
        listeners.tell("jobStarted", listener -> listener.jobStarted(job));
        JobResult result = worker.run(job, setup.current(), turnTime());
        standing.ended(job, result);
        listeners.tell("jobEnded", listener -> listener.jobEnded(job, result));
        if (schedule != null) {
            scheduled.remove(job.kind());
            if (job.kind() == JobKind.MIRROR && result.exitCode() == ExitCode.TERMINATED) {
                timetable.again(JobKind.MIRROR); // it gave way to a sync, and goes on after that
            }
            tellOverrun(job, result, schedule);
        }
    }

    private void tellOverrun(Job job, JobResult result, Schedule schedule) {
        if (stop.exitCode() == null) {
            schedule.overrun(result.ended()).ifPresent(interval -> {
                Duration took = Duration.between(result.started(), result.ended());
                LOG.warn("a scheduled {} took {}, longer than its interval of {}", job.kind(), took, interval);
                listeners.tell("jobOverran", listener -> listener.jobOverran(job, took, interval));
            });
        }
    }

    private void look() {
        looks.look(setup.current().engine()).ifPresent(status -> {
            PastChecks.starts(status).forEach(timetable::sawLast);
            standing.looked(status);
            standing.nextDue(timetable.nextDue());
            listeners.tell("statusLooked", listener -> listener.statusLooked(status));
        });
    }

    private void sleep() throws InterruptedException {
        Instant now = clock.instant();
        Duration sleep = LONGEST_SLEEP;
        for (Instant due : timetable.nextDue().values()) {
            sleep = shorter(sleep, Duration.between(now, due));
        }
        surroundings.bell().await(shorter(sleep, Duration.between(now, looks.next())));
    }

    private static Duration shorter(Duration one, Duration other) {
        Duration least = other.isNegative() ? Duration.ZERO : other;
        return one.compareTo(least) <= 0 ? one : least;
    }

    @Override
    public DaemonSnapshot snapshot() {
        return standing.snapshot(queue.waiting());
    }

    @Override
    public Optional<Job> request(JobRequest request) {
        Optional<Job> job = queue.add(
                request,
                asked -> new Job(
                        new UUID(
                                        surroundings.random().nextLong(),
                                        surroundings.random().nextLong())
                                .toString(),
                        asked,
                        clock.instant()));
        surroundings.bell().ring();
        return job;
    }

    @Override
    public Subscription subscribe(DaemonListener listener) {
        return listeners.add(listener);
    }

    /** Asks for the settings to be read again, between two jobs. */
    public void reload() {
        reload.set(true);
        surroundings.bell().ring();
    }

    /**
     * Begins no more jobs, lets the uploads in flight finish within the grace time and then gives them up; asked a second
     * time, gives them up at once. Returns at once.
     *
     * @param exitCode what {@link #run} returns; that of the first time counts
     */
    public void stop(ExitCode exitCode) {
        if (stop.stop(exitCode)) {
            standing.stopping();
            queue.close();
            surroundings.delay().after(grace, stop::abort);
        } else {
            stop.abort();
        }
        surroundings.bell().ring();
    }

    /** Returns how long uploads in flight have after {@link #stop}. */
    Duration grace() {
        return grace;
    }

    Delay delay() {
        return surroundings.delay();
    }
}
