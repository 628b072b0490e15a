package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreOptions.Room;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Brings the selected recordings back: every byte compared with the hash in the bucket before a file stands in its place,
 * nothing written outside the target, and no different file replaced unless that was asked for.
 */
public final class Restorer {
    private final RestoreContext context;
    private final RestoreTally tally = new RestoreTally();
    private final Set<ObjectKey> unmet;

    public Restorer(RestoreContext context) {
        this.context = context;
        this.unmet = new LinkedHashSet<>(context.options().selection().paths());
    }

    /**
     * Restores, and returns when everything that was begun has ended. After a cancellation it returns what was done so far.
     *
     * @throws BackupException what ended the restore early: the store out of reach, no room, the disk full; {@link #counts}
     *     says what was done until then
     */
    public RestoreCounts run() {
        ExecutorService lister = BoundedPool.threads("restore-list-%d", 1);
        try {
            restore(sources(lister));
        } catch (StoreException e) {
            throw e.endingRun();
        } finally {
            lister.shutdownNow();
        }
        return counts();
    }

    private Sources sources(ExecutorService lister) {
        ObjectStore store = context.way().store();
        Selection selection = context.options().selection();
        Instant at = context.options().at();
        return at == null
                ? new LatestSources(store, context.prefix(), selection, lister)
                : new PastSources(store, context.prefix(), selection, at, lister);
    }

    /** Returns the counts as they stand. May be called at any time, from any thread. */
    public RestoreCounts counts() {
        return tally.counts();
    }

    private void restore(Sources sources) {
        TargetTree tree = TargetTree.open(context.options().target());
        try (Staging staging = Staging.in(tree.root(), context.listener())) {
            if (context.options().room() == Room.CHECKED) {
                survey(sources, tree, staging);
            }
            restore(sources, tree, staging);
        } finally {
            tree.sync();
        }
    }

    private void restore(Sources sources, TargetTree tree, Staging staging) {
        ExecutorService ranges =
                BoundedPool.threads("restore-range-%d", context.options().transfers());
        try {
            restoreAll(sources, new FileRestore(context, tree, staging, ranges), staging);
        } finally {
            ranges.shutdownNow();
        }
    }

    /**
     * Lists everything once before the restore does so again: that is one request for a thousand recordings, and less than
     * keeping millions of rows on a disk of which is yet to be seen whether there is room for the recordings.
     */
    private void survey(Sources sources, TargetTree tree, Staging staging) {
        Survey survey = new Survey(tree, context.options().existing(), source -> isThere(source, staging));
        sources.each(source -> {
            survey.add(source);
            return !context.way().cancelled().getAsBoolean();
        });
        context.listener().onEvent(new BackupEvent.RestoreReady(survey.selected(), survey.files(), survey.bytes()));
        survey.requireRoom();
    }

    /** Returns how many bytes of it an earlier restore has left. */
    private long isThere(Source source, Staging staging) {
        Ranges ranges = context.ranges();
        return ranges.isLarge(source.size()) ? staging.bytes(source, ranges) : 0;
    }

    private void restoreAll(Sources sources, FileRestore files, Staging staging) {
        try (BoundedPool pool = new BoundedPool(
                "restore-%d", context.options().transfers(), context.way().cancelled())) {
            sources.each(source -> {
                offer(source, files, pool);
                return !pool.isStopped();
            });
            pool.finish();
            if (!pool.isStopped()) {
                unmet.forEach(path -> finish(path, 0, Ending.failed("there is no such recording in the bucket")));
                staging.forgetLeftovers();
            }
        }
    }

    /**
     * Refuses a restore that has ended and met nothing: its selection is more often mistyped than meant.
     *
     * @throws BackupException when nothing was selected
     */
    public void requireSomething() {
        boolean cancelled = context.way().cancelled().getAsBoolean();
        if (counts().selected() == 0
                && !cancelled
                && !context.options().selection().equals(Selection.ALL)) {
            throw new BackupException(
                    ExitCode.INCOMPLETE,
                    "no recording in the bucket is among those selected; backup-cli ls lists them");
        }
    }

    private void offer(Source source, FileRestore files, BoundedPool pool) {
        unmet.removeIf(given -> Selection.covers(given, source.path()));
        if (!pool.submit(() -> restore(source, files, pool))) {
            finish(source.path(), source.size(), Ending.STOPPED);
        }
    }

    private void restore(Source source, FileRestore files, BoundedPool pool) {
        Ending ending = Ending.STOPPED;
        try {
            if (!pool.isStopped()) {
                ending = files.restore(source);
            }
        } catch (BackupException e) {
            ending = Ending.failed(String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException e) {
            // A defect, or an answer that no parser survives: this file's end, not that of the others.
            ending = Ending.failed(e.toString());
        } finally {
            finish(source.path(), source.size(), ending);
        }
    }

    private void finish(ObjectKey path, long size, Ending ending) {
        tally.count(ending, size);
        context.listener().onEvent(new BackupEvent.Restored(path.value(), size, ending.result(), ending.detail()));
    }
}
