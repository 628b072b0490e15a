package io.cammanager.backup.core.prune;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.PruneResult;
import io.cammanager.backup.core.RecordingName;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.prune.LocalCopy.Match;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Reach;
import io.cammanager.backup.core.verify.Finding;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Locale;

/**
 * Deletes one file here, when the bucket proves at this moment that it has what was confirmed, and the file is still what was
 * confirmed. What is deleted is noted first: a crash in between leaves a note too many, never a file whose absence would be
 * taken for somebody's wish. Thread-safe.
 */
final class Pruner {
    private final PruneContext context;

    Pruner(PruneContext context) {
        this.context = context;
    }

    /**
     * What became of one file.
     *
     * @param detail the reason, for people
     */
    record Pruning(PruneResult result, String detail) {}

    Pruning prune(ObjectKey path) {
        CatalogRow row = context.catalog().find(path).orElse(null);
        Confirmation confirmation = row == null ? null : row.confirmation();
        if (row == null || confirmation == null) {
            return new Pruning(PruneResult.CHANGED, "it is no longer known as confirmed");
        }
        LocalCopy copy = new LocalCopy(context.source(), KeyNames.toPath(context.source(), path));
        try {
            Match match = copy.compare(row.stamp());
            if (match != Match.SAME) {
                return unlike(match);
            }
            if (confirmation.proof() == Proof.METADATA) {
                return new Pruning(
                        PruneResult.REFUSED,
                        "the object was recognised by its size and time alone, and its content was never compared");
            }
            Pruning proof = prove(row);
            return proof.result() == PruneResult.PRUNED ? delete(copy, row, proof) : proof;
        } catch (IOException e) {
            return new Pruning(PruneResult.FAILED, LocalFailure.reason(e));
        }
    }

    private static Pruning unlike(Match match) {
        return match == Match.GONE
                ? new Pruning(PruneResult.GONE, "it is no longer here")
                : new Pruning(PruneResult.CHANGED, "the file is not as it was when it was confirmed; sync looks at it");
    }

    private Pruning prove(CatalogRow row) {
        VerifyLevel level = context.options().level();
        Finding finding;
        try {
            finding = level == VerifyLevel.DATA
                    ? context.check().data(row.path(), row)
                    : context.check().head(row);
        } catch (StoreException e) {
            if (e.reach() == Reach.RUN) {
                throw e.endingRun();
            }
            return new Pruning(PruneResult.FAILED, String.valueOf(e.getMessage()));
        }
        String detail = String.valueOf(finding.detail());
        return switch (finding.result()) {
            case OK ->
                new Pruning(PruneResult.PRUNED, "proven by " + level.name().toLowerCase(Locale.ROOT));
            case UNPROVEN, COLD -> new Pruning(PruneResult.REFUSED, detail);
            case MISSING -> missing(row.path());
            case DIFFERS -> new Pruning(PruneResult.DIFFERS, detail);
            case FAILED -> new Pruning(PruneResult.FAILED, detail);
        };
    }

    private Pruning missing(ObjectKey path) {
        LocalDateTime start = RecordingName.startOf(path.name());
        LocalDateTime expired = context.expired();
        return expired != null && start != null && start.isBefore(expired)
                ? new Pruning(
                        PruneResult.REFUSED,
                        "not in the bucket, where it may have expired (RETENTION_DAYS): this is the last copy")
                : new Pruning(PruneResult.MISSING, "not in the bucket, although it was confirmed there");
    }

    private Pruning delete(LocalCopy copy, CatalogRow row, Pruning proof) throws IOException {
        if (context.options().mode() == SyncOptions.Mode.DRY_RUN) {
            return new Pruning(PruneResult.PLANNED, proof.detail());
        }
        if (!context.lease().isHeld()) {
            throw new BackupException(
                    ExitCode.LOCKED,
                    "the lease of this bucket is not held, or no longer: no more files are deleted here");
        }
        boolean known = context.catalog().isPruned(row.path());
        context.catalog().rememberPruned(row.path(), context.clock().instant());
        Match match = null;
        try {
            match = copy.deleteIfSame(row.stamp());
        } finally {
            if (match != Match.SAME && !known) {
                context.catalog().forgetPruned(row.path());
            }
        }
        return match == Match.SAME ? proof : unlike(match);
    }
}
