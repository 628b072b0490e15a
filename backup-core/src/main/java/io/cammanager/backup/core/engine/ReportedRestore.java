package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.restore.Ranges;
import io.cammanager.backup.core.restore.RestoreContext;
import io.cammanager.backup.core.restore.RestoreCounts;
import io.cammanager.backup.core.restore.Restorer;
import io.cammanager.backup.core.restore.Way;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.layer.EncryptingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A restore and its report. */
record ReportedRestore(EngineSetup setup, RestoreOptions options, BackupListener listener, Cancellation cancellation) {
    private static final int NAMED_FOREIGN = 100;

    /** What was restored, known also when the restore ended early. */
    private static final class Counts {
        private RestoreCounts value = new RestoreCounts(Map.of(), 0, 0);
    }

    RestoreReport run() {
        Instant start = setup.clock().instant();
        AtomicLong requests = new AtomicLong();
        Counts counts = new Counts();
        Problem problem =
                Ending.of(() -> restore(counts, requests), cancellation, () -> counts.value.of(RestoreResult.FAILED));
        long millis = Duration.between(start, setup.clock().instant()).toMillis();
        return new RestoreReport(
                summary(counts.value, millis, requests.get()), exitCode(counts.value, problem), problem);
    }

    private void restore(Counts counts, AtomicLong requests) {
        try (ReadingSession session = ReadingSession.open(setup)) {
            try {
                restore(session.bucket(), counts);
            } finally {
                requests.set(session.bucket().requests());
            }
        }
    }

    private void restore(Bucket bucket, Counts counts) {
        listener.onEvent(new BackupEvent.PhaseStarted(Phase.RESTORE));
        ObjectStore store = bucket.open();
        bucket.requireExists(store);
        bucket.checkPassword(Bucket.Canary.LOOK_ONLY);
        Way way = new Way(store, listener, cancellation::isRequested, setup.sleeper(), setup.random());
        Restorer restorer = new Restorer(new RestoreContext(way, setup.prefix(), options, Ranges.DEFAULT));
        try {
            restorer.run();
            restorer.requireSomething();
        } finally {
            counts.value = restorer.counts();
            warnOfForeign(store);
        }
    }

    /** Nobody knows what they are called when decrypted, so they count as no recordings; but they are not passed over in silence. */
    private void warnOfForeign(ObjectStore store) {
        if (store instanceof EncryptingStore encrypting) {
            Set<String> names = encrypting.foreignNames();
            names.stream()
                    .limit(NAMED_FOREIGN)
                    .forEach(name -> warn(
                            Quoted.of(name) + " is not encrypted as this job encrypts its recordings: not restored"));
            int more = names.size() - NAMED_FOREIGN;
            if (more > 0) {
                warn("and " + (names.size() < EncryptingStore.MOST_FOREIGN_NAMES ? "" : "at least ") + more
                        + " more objects are not encrypted as this job encrypts its recordings: not restored");
            }
        }
    }

    private void warn(String message) {
        listener.onEvent(new BackupEvent.Warning(message));
    }

    private static ExitCode exitCode(RestoreCounts counts, @Nullable Problem problem) {
        return problem == null ? counts.exitCode() : problem.exitCode().and(counts.exitCode());
    }

    private static RestoreSummary summary(RestoreCounts counts, long durationMillis, long requests) {
        return new RestoreSummary(
                counts.selected(),
                counts.of(RestoreResult.RESTORED),
                counts.unproven(),
                counts.of(RestoreResult.UNCHANGED),
                counts.of(RestoreResult.CONFLICT),
                counts.of(RestoreResult.REFUSED),
                counts.of(RestoreResult.DAMAGED),
                counts.of(RestoreResult.THAWING),
                counts.of(RestoreResult.FAILED),
                counts.bytesRestored(),
                durationMillis,
                requests);
    }
}
