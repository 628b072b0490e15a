package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import io.cammanager.backup.core.store.StoreException.Retryability;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The attempts at one recording: which failures are worth another one, and when it is made. Thread-safe. */
final class Attempts {
    static final int LIMIT = 3;
    private static final long BASE_MILLIS = 500;

    private final Way way;
    private final Source source;
    private final AtomicLong received = new AtomicLong();

    Attempts(Way way, Source source) {
        this.way = way;
        this.source = source;
    }

    /** Tells that an attempt begins, and what is there of earlier ones. */
    void begin(int attempt) {
        way.listener().onEvent(new BackupEvent.TransferStarted(source.path().value(), source.size(), attempt));
        if (received.get() > 0) {
            progress(received.get());
        }
    }

    /** Tells of bytes that have come, and ends here when nobody wants them any more. */
    void received(int count) {
        if (way.cancelled().getAsBoolean()) {
            throw new EndingException(Ending.STOPPED);
        }
        received.addAndGet(count);
        progress(count);
    }

    /** Tells of bytes that are there from an earlier restore. */
    void found(long count) {
        received.addAndGet(count);
        progress(count);
    }

    private void progress(long count) {
        way.listener().onEvent(new BackupEvent.TransferProgress(source.path().value(), count));
    }

    /** Forgets what has come. */
    void startOver() {
        received.set(0);
    }

    /** Waits for the next attempt; throws where another one cannot help, or there were enough. */
    void retry(int failed, StoreException e) {
        if (e.kind() == Kind.INTERRUPTED) {
            throw new EndingException(Ending.STOPPED);
        }
        if (e.kind() == Kind.COLD) {
            throw e; // whoever wants the recording may know what to do
        }
        if (e.retryability() != Retryability.RETRY || failed >= LIMIT) {
            if (e.reach() == Reach.RUN) {
                throw e.endingRun();
            }
            throw new EndingException(Ending.failed(e.reason()));
        }
        retry(failed, Math.max(backoff(failed), e.retryAfterMillis()), e.kind().word(), e.reason());
    }

    /** Waits for the next attempt; throws where there were enough. */
    void retry(int failed, IOException e) {
        if (failed >= LIMIT) {
            throw new EndingException(Ending.failed("could not be read: " + Staging.reason(e)));
        }
        retry(failed, backoff(failed), "broken_off", Staging.reason(e));
    }

    /** Damage on the way does not come twice; damage at rest does. */
    void retryDamaged(int failed, String difference) {
        retry(failed, 0, "damaged", difference);
    }

    static EndingException damaged(String difference) {
        return new EndingException(new Ending(RestoreResult.DAMAGED, difference));
    }

    private long backoff(int attempt) {
        return way.random().nextLong((BASE_MILLIS << attempt) + 1);
    }

    private void retry(int attempt, long delayMillis, String kind, String cause) {
        way.listener().onEvent(new BackupEvent.Retrying(source.path().value(), attempt, delayMillis, kind, cause));
        try {
            way.sleeper().sleep(Duration.ofMillis(delayMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndingException(Ending.STOPPED);
        }
    }
}
