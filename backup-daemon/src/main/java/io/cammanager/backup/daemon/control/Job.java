package io.cammanager.backup.daemon.control;

import java.time.Instant;

/**
 * A job that is waiting, running or done.
 *
 * @param id random, new for each job
 */
public record Job(String id, JobRequest request, Instant requested) {
    public JobKind kind() {
        return request.kind();
    }
}
