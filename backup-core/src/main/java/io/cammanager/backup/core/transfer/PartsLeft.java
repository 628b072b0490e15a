package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.StoreException;
import java.time.Duration;

/**
 * What an upload in parts that was not completed leaves behind: it stays parked in the store where the next attempt, which
 * may come in another run, can go on with its parts, and is given up otherwise.
 */
record PartsLeft(ObjectKey path, PartsThere there, PartsUnderWay underWay, ParkedUploads parked) {
    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(2);

    /** Ends what is under way, and parks the upload or gives it up. */
    void after(Throwable failure) {
        boolean interrupted = false;
        try {
            underWay.end();
        } catch (InterruptedException e) {
            interrupted = true; // the abort must get through all the same
        }
        if (!isWorthGoingOn(failure)) {
            if (interrupted) {
                giveUpSoon();
            } else {
                giveUp();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWorthGoingOn(Throwable failure) {
        if (failure instanceof StoreException e) {
            return switch (e.kind()) {
                // Maybe it was completed, and only the answer was lost.
                case NOT_FOUND -> true;
                case PRECONDITION_FAILED, REJECTED, NOT_IMPLEMENTED, TOO_LARGE -> false;
                case LOCAL_READ -> !(e.getCause() instanceof ChangedWhileReadException) && hasParts();
                default -> hasParts();
            };
        }
        return !(failure instanceof ChangedWhileReadException) && hasParts();
    }

    private boolean hasParts() {
        return !there.parts().isEmpty() || underWay.haveAnyArrived();
    }

    /** Gives the upload up; one that cannot be given up stays in the journal. */
    private void giveUp() {
        try {
            there.upload().abort();
            parked.forget(path);
        } catch (StoreException e) {
            // The failure that led here is the one to tell; the next attempt, or the next run, finds it in the journal.
        }
    }

    /** Who was told to stop does not wait for a store that has stopped answering. */
    private void giveUpSoon() {
        Thread abort = new Thread(this::giveUpAlone, "part-abort");
        abort.setDaemon(true);
        abort.start();
        try {
            abort.join(ABORT_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            // told once more to stop: not even that long, then
        }
        abort.interrupt();
    }

    private void giveUpAlone() {
        try {
            giveUp();
        } catch (BackupException e) {
            // The run has ended meanwhile and closed its catalog: the next one finds the upload in the journal.
        }
    }
}
