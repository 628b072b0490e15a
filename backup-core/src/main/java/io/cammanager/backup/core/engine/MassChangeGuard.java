package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Allowance;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.scan.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run when much of what was confirmed has changed at once: recordings do not change once they are finished, so that
 * this is more often a malicious program, a broken disk or the wrong disk than a person at work.
 *
 * <p>Of the files that were confirmed and are here and meant, those count as changed that have another size or modification
 * time. Another inode or change time alone does not count: copying all to a new disk, or a change of owner, gives every file
 * those, and its content is compared anyway before anything is sent. Nor do two seconds of the time, which is as exactly as
 * some file systems and tools keep it. A file that still changes counts as well, since whatever
 * rewrites everything may still be at it. More than {@value #PERCENT} % must have changed, since half a camera's files may
 * well be mended or trimmed by hand on a small installation, and at least {@value #FLOOR} files, since of a few a large share
 * is soon reached.
 */
final class MassChangeGuard {
    private static final int PERCENT = 30;
    private static final int FLOOR = 50;
    private static final long SAME_TIME_NANOS = 2_000_000_000L;

    private MassChangeGuard() {}

    /** Counts one file that is meant. */
    static void count(FileStamp now, @Nullable CatalogRow remembered, PlanCounts counts) {
        if (remembered != null && remembered.isConfirmed()) {
            counts.confirmed++;
            long apart = Math.abs(remembered.stamp().mtimeNanos() - now.mtimeNanos());
            boolean changed = remembered.stamp().size() != now.size() || apart > SAME_TIME_NANOS;
            counts.changed += changed ? 1 : 0;
        }
    }

    /** Looks at the plan as a whole, before anything is done about it. */
    static void check(PlanCounts counts, SyncOptions options) {
        boolean mass = counts.changed >= FLOOR && counts.changed * 100 > counts.confirmed * PERCENT;
        if (mass && !options.allowed().contains(Allowance.MASS_CHANGE)) {
            throw new BackupException(
                    ExitCode.SAFETY_STOP,
                    counts.changed + " of " + counts.confirmed + " recordings that were confirmed before have changed,"
                            + " more than " + PERCENT + " %: nothing was sent; find out what changes them, and if it is"
                            + " meant, run sync once with --allow-mass-change");
        }
    }
}
