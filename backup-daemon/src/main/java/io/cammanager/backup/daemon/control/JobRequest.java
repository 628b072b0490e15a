package io.cammanager.backup.daemon.control;

import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;

/**
 * What is asked for.
 *
 * @param mode of a sync, whether it sends anything
 * @param verify of a sync, what it verifies afterwards
 */
public record JobRequest(JobKind kind, Trigger trigger, Mode mode, VerifyScope verify) {
    /** Who asks. */
    public enum Trigger {
        START,
        SCHEDULE,
        /** Files were seen to be finished. */
        WATCHER,
        /** A person or a program, by the API. */
        REQUEST
    }

    public static JobRequest sync(Trigger trigger) {
        return new JobRequest(JobKind.SYNC, trigger, Mode.APPLY, VerifyScope.NONE);
    }

    /** Asks for anything else. */
    public static JobRequest check(JobKind kind, Trigger trigger) {
        return new JobRequest(kind, trigger, Mode.APPLY, VerifyScope.NONE);
    }
}
