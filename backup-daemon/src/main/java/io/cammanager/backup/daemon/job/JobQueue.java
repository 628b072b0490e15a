package io.cammanager.backup.daemon.job;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The jobs that wait, first come, first served; of those that do the same there is one. Thread-safe. */
final class JobQueue {
    private final Deque<Job> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Returns the job that does what is asked for, a new one if none waits; nothing once this is closed. */
    synchronized Optional<Job> add(JobRequest request, Function<JobRequest, Job> maker) {
        if (closed) {
            return Optional.empty();
        }
        for (Job job : waiting) {
            if (doesTheSame(job.request(), request)) {
                return Optional.of(job);
            }
        }
        Job job = maker.apply(request);
        waiting.add(job);
        return Optional.of(job);
    }

    /** Says whether one makes the other superfluous, whoever asks for it. */
    private static boolean doesTheSame(JobRequest one, JobRequest other) {
        return one.kind() == other.kind() && one.mode() == other.mode() && one.verify() == other.verify();
    }

    synchronized @Nullable Job poll() {
        return waiting.poll();
    }

    synchronized ImmutableList<Job> waiting() {
        return ImmutableList.copyOf(waiting);
    }

    /** Forgets what waits and takes nothing more. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
