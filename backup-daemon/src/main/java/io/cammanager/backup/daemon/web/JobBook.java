package io.cammanager.backup.daemon.web;

import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobResult;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the last {@value #MAX_JOBS} jobs and how they ended. Thread-safe. */
final class JobBook implements DaemonListener {
    static final int MAX_JOBS = 100;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Where a job is in its life. */
    enum State {
        WAITING,
        RUNNING,
        DONE
    }

    /** A job and what is known of it. */
    record Entry(Job job, State state, @Nullable JobResult result) {}

    /** Notes a job that was asked for; it may have begun, or even ended, in the meantime. */
    synchronized Entry requested(Job job) {
        Entry known = entries.get(job.id());
        if (known != null) {
            return known;
        }
        Entry waiting = new Entry(job, State.WAITING, null);
        put(waiting);
        return waiting;
    }

    @Override
    public synchronized void jobStarted(Job job) {
        put(new Entry(job, State.RUNNING, null));
    }

    @Override
    public synchronized void jobEnded(Job job, JobResult result) {
        put(new Entry(job, State.DONE, result));
    }

    synchronized Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    private void put(Entry entry) {
        entries.put(entry.job().id(), entry);
        if (entries.size() > MAX_JOBS) {
            removeOldest();
        }
    }

    /** Those that are done go first: whoever asked for one of the others is still interested. */
    private void removeOldest() {
        for (Iterator<Entry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            if (oldest.next().state() == State.DONE) {
                oldest.remove();
                return;
            }
        }
        entries.remove(entries.keySet().iterator().next());
    }
}
