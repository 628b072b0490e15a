package io.cammanager.backup.daemon.web;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobResult;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands what happens to every client that follows it, and waits for none: one that falls behind is cut off. */
final class EventHub implements DaemonListener {
    private final Limits limits;
    private final Clock clock;
    private final List<EventQueue> clients = new CopyOnWriteArrayList<>();
    private final Map<String, RunProgress> progress = new ConcurrentHashMap<>();
    private boolean closed;

    EventHub(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Returns the queue of a new client, or nothing when there are too many of them. */
    synchronized Optional<EventQueue> open(Runnable hangUp) {
        if (closed || clients.size() >= limits.eventClients()) {
            return Optional.empty();
        }
        EventQueue client = new EventQueue(limits.eventQueue(), hangUp);
        clients.add(client);
        return Optional.of(client);
    }

    void leave(EventQueue client) {
        clients.remove(client);
    }

    int clients() {
        return clients.size();
    }

    /** Hangs up on everyone, and lets nobody in any more. */
    synchronized void close() {
        closed = true;
        clients.forEach(EventQueue::end);
        clients.clear();
    }

    @Override
    public void jobStarted(Job job) {
        progress.put(job.id(), new RunProgress());
        send(EventText.started(job));
    }

    @Override
    public void jobEvent(Job job, BackupEvent event) {
        RunProgress run = progress.computeIfAbsent(job.id(), id -> new RunProgress());
        boolean due = run.count(event, clock.instant());
        if (clients.isEmpty()) {
            return;
        }
        String text = EventText.of(job, event);
        if (text != null) {
            send(text);
        }
        if (due) {
            send(EventText.progress(job, run));
        }
    }

    @Override
    public void jobEnded(Job job, JobResult result) {
        progress.remove(job.id());
        send(EventText.ended(job, result));
    }

    private void send(String event) {
        for (EventQueue client : clients) {
            if (!client.offer(event)) {
                leave(client);
                client.end();
            }
        }
    }
}
