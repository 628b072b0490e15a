package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import io.cammanager.backup.core.store.StoreException.Retryability;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives a file its attempts, with exponential backoff and full jitter between them, and makes an outcome of whatever
 * happens. What concerns every file, such as a missing bucket, ends the run instead.
 */
final class Attempts {
    private static final Duration BASE = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(30);
    // A store may ask for more patience than that, but not for a day of silence.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TransferContext context;
    private final FileTransfer transfer;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    Attempts(TransferContext context, FileTransfer transfer, Sleeper sleeper, RandomGenerator random) {
        this.context = context;
        this.transfer = transfer;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Returns the outcome of the file; throws only what ends the run. */
    TransferResult run(PlannedFile file) {
        for (int attempt = 1; ; attempt++) {
            context.listener()
                    .onEvent(new BackupEvent.TransferStarted(
                            file.path().value(), file.stamp().size(), attempt));
            try {
                return transfer.attempt(file);
            } catch (StoreException e) {
                TransferResult end = endOf(e, attempt);
                if (end != null) {
                    return end;
                }
                backOff(file, attempt, e);
            } catch (IOException e) {
                return localFailure(e);
            }
        }
    }

    /** Returns null when there is another attempt. */
    private @Nullable TransferResult endOf(StoreException e, int attempt) {
        if (e.kind() == Kind.LOCAL_READ && e.getCause() instanceof IOException cause) {
            return localFailure(cause);
        }
        if (e.kind() == Kind.INTERRUPTED) {
            return new TransferResult(Outcome.FAILED, Reason.INTERRUPTED);
        }
        // An attempt reads the file and looks at the key anew, whatever came of the one before.
        boolean another = e.retryability() == Retryability.RETRY || e.retryability() == Retryability.AFTER_A_LOOK;
        if (another && attempt < context.options().attempts()) {
            return null;
        }
        if (e.reach() == Reach.RUN) {
            throw e.endingRun();
        }
        return new TransferResult(Outcome.FAILED, another ? Reason.ATTEMPTS_USED_UP : Reason.REFUSED, e.getMessage());
    }

    private static TransferResult localFailure(IOException e) {
        if (e instanceof ChangedWhileReadException) {
            return new TransferResult(Outcome.DEFERRED, Reason.CHANGED_WHILE_READ);
        }
        if (e instanceof NoSuchFileException) {
            return new TransferResult(Outcome.VANISHED, Reason.GONE);
        }
        if (e instanceof ClosedByInterruptException) {
            return new TransferResult(Outcome.FAILED, Reason.INTERRUPTED);
        }
        return new TransferResult(Outcome.FAILED, Reason.UNREADABLE, LocalFailure.reason(e));
    }

    private void backOff(PlannedFile file, int attempt, StoreException cause) {
        long ceiling = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(attempt - 1, 16));
        long delay = Math.max(random.nextLong(ceiling + 1), Math.min(cause.retryAfterMillis(), PATIENCE.toMillis()));
        context.listener()
                .onEvent(new BackupEvent.Retrying(
                        file.path().value(), attempt, delay, cause.kind().word(), cause.reason()));
        try {
            sleeper.sleep(Duration.ofMillis(delay));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next request sees it and ends
        }
    }
}
