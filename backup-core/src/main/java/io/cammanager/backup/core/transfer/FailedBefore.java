package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions.Queued;
import io.cammanager.backup.core.catalog.RetryQueue;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the failures of earlier runs mean for this one, and what its own mean for the next. Thread-safe. */
final class FailedBefore {
    private final TransferContext context;
    private final RetryQueue queue;
    private final RandomGenerator random;

    FailedBefore(TransferContext context, RandomGenerator random) {
        this.context = context;
        this.queue = context.catalog().retryQueue();
        this.random = random;
    }

    /** Returns how a file ends whose time has not come, or null when it is to be tried. */
    @Nullable TransferResult waiting(PlannedFile file) {
        RetryQueue.Entry entry = queue.find(file.path()).orElse(null);
        if (context.options().queued() == Queued.TRY
                || entry == null
                || entry.nextMillis() <= context.clock().millis()
                // A clock that was set back must not make a file wait for longer than its rest.
                || context.clock().millis() < entry.failedMillis()) {
            return null;
        }
        String detail = "failed in " + entry.failures() + (entry.failures() == 1 ? " run" : " runs")
                + ", next try after " + Instant.ofEpochMilli(entry.nextMillis()) + "; last: " + entry.reason();
        return new TransferResult(Outcome.FAILED, Reason.WAITS_FOR_NEXT_TRY, detail);
    }

    /** Notes how a file ended. */
    void ended(PlannedFile file, TransferResult result) {
        switch (result.outcome()) {
            case UPLOADED, UNCHANGED, VANISHED, CONFLICT -> queue.remove(file.path());
            case FAILED -> {
                if (result.reason() == Reason.ATTEMPTS_USED_UP || result.reason() == Reason.REFUSED) {
                    String reason = result.detail() == null ? result.reason().text() : result.detail();
                    queue.add(file.path(), reason, context.clock().millis(), random);
                }
            }
            case DEFERRED, EXCLUDED -> {} // its turn may come yet
        }
    }

    /** Forgets the files that are gone: what was confirmed once is not missed by the scan. */
    void forgetGone() {
        for (RetryQueue.Entry entry : queue.all()) {
            if (FileStat.isGone(KeyNames.toPath(context.source(), entry.path()))) {
                queue.remove(entry.path());
            }
        }
    }
}
