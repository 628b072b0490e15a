package io.cammanager.backup.daemon.web;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.control.DaemonSnapshot.Phase;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A daemon that does what the test says. */
public final class FakeControl implements DaemonControl {
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final List<DaemonListener> listeners = new CopyOnWriteArrayList<>();
    private final List<JobRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Consumer<Job> onRequest = job -> {};
    private volatile DaemonSnapshot snapshot = snapshot(Phase.RUNNING, null, null);

    public static DaemonSnapshot snapshot(Phase phase, @Nullable JobResult lastSync, @Nullable BackupStatus status) {
        return new DaemonSnapshot(
                phase,
                NOW,
                null,
                List.of(),
                Map.of(JobKind.SYNC, NOW.plusSeconds(3600)),
                lastSync == null ? Map.of() : Map.of(JobKind.SYNC, lastSync),
                status);
    }

    public void is(DaemonSnapshot now) {
        snapshot = now;
    }

    /** Has this done with each job that is asked for, before the asking returns. */
    public void onRequest(Consumer<Job> action) {
        onRequest = action;
    }

    public List<JobRequest> requests() {
        return new ArrayList<>(requests);
    }

    public int listeners() {
        return listeners.size();
    }

    public void start(Job job) {
        listeners.forEach(listener -> listener.jobStarted(job));
    }

    public void tell(Job job, BackupEvent event) {
        listeners.forEach(listener -> listener.jobEvent(job, event));
    }

    public void end(Job job, JobResult result) {
        listeners.forEach(listener -> listener.jobEnded(job, result));
    }

    @Override
    public DaemonSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public Optional<Job> request(JobRequest request) {
        if (snapshot.phase() == Phase.STOPPING) {
            return Optional.empty();
        }
        requests.add(request);
        Job job = new Job("job-" + requests.size(), request, NOW);
        onRequest.accept(job);
        return Optional.of(job);
    }

    @Override
    public Subscription subscribe(DaemonListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
