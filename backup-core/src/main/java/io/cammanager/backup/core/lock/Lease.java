package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;

/**
 * The leave to replace and to remove what is in the bucket, held by one run at a time. Safety never rests on it: it keeps
 * two runs from working against each other. Adding new objects needs no leave. Thread-safe.
 */
public interface Lease extends AutoCloseable {
    /**
     * Says whether the leave is there now: to be asked right before each call that replaces or removes something. Costs no
     * request as long as the last renewal is fresh, and one when it is not.
     */
    boolean isHeld();

    /**
     * Ends what must not be done without the leave.
     *
     * @throws BackupException with {@link ExitCode#LOCKED} when it is not there
     */
    default void requireHeld() {
        if (!isHeld()) {
            throw new BackupException(
                    ExitCode.LOCKED, "this run has lost the lease of the bucket: nothing more is replaced or removed");
        }
    }

    /** Returns the number that every holder has for itself and that only rises; 0 where nothing counts them. */
    long epoch();

    /** Lets go of it, as far as the store can still be asked; throws nothing. */
    @Override
    void close();
}
