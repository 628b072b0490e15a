package io.cammanager.backup.core.restore;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.Listing;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Brings the selected recordings back: every byte compared with the hash in the bucket before a file stands in its place,
 * nothing written outside the target, and no different file replaced unless that was asked for.
 */
public final class Restorer {
    private final RestoreContext context;
    private final RestoreTally tally = new RestoreTally();

    public Restorer(RestoreContext context) {
        this.context = context;
    }

    /**
     * Restores, and returns when everything that was begun has ended. After a cancellation it returns what was done so far.
     *
     * @throws BackupException what ended the restore early: the store out of reach, the disk full; {@link #counts} says what
     *     was done until then
     */
    public RestoreCounts run() {
        TargetTree tree = TargetTree.open(context.options().target());
        try (Staging staging = Staging.in(tree.root(), context.listener())) {
            restoreAll(new FileRestore(context, tree, staging));
        } finally {
            tree.sync();
        }
        return counts();
    }

    /**
     * Restores these recordings, whatever the selection is; otherwise as {@link #run()}.
     *
     * @param paths relative to the prefix
     */
    public RestoreCounts run(Iterable<ObjectKey> paths) {
        TargetTree tree = TargetTree.open(context.options().target());
        try (Staging staging = Staging.in(tree.root(), context.listener());
                BoundedPool pool =
                        new BoundedPool("restore-%d", context.options().transfers(), context.cancelled())) {
            FileRestore files = new FileRestore(context, tree, staging);
            for (ObjectKey path : paths) {
                context.store()
                        .head(new ObjectKey(context.prefix() + path.value()))
                        .map(info -> new ListedObject(info.key(), info.size(), info.etag(), info.lastModified()))
                        .ifPresent(object -> submit(path, object, files, pool));
            }
            pool.finish();
        } catch (StoreException e) {
            throw e.endingRun();
        } finally {
            tree.sync();
        }
        return counts();
    }

    /** Returns the counts as they stand. May be called at any time, from any thread. */
    public RestoreCounts counts() {
        return tally.counts();
    }

    private void restoreAll(FileRestore files) {
        ExecutorService lister = BoundedPool.threads("restore-list-%d", 1);
        try (BoundedPool pool = new BoundedPool("restore-%d", context.options().transfers(), context.cancelled())) {
            for (String prefix : prefixes()) {
                Iterator<ListedObject> listing = new Listing(context.store(), ListRequest.all(prefix), lister);
                while (!pool.isStopped() && listing.hasNext()) {
                    offer(listing.next(), files, pool);
                }
            }
            pool.finish();
        } catch (StoreException e) {
            throw e.endingRun();
        } finally {
            lister.shutdownNow();
        }
    }

    private List<String> prefixes() {
        Set<String> cameras = context.options().selection().cameras();
        return cameras.isEmpty()
                ? ImmutableList.of(context.prefix())
                : cameras.stream()
                        .sorted()
                        .map(camera -> context.prefix() + camera + "/")
                        .toList();
    }

    private void offer(ListedObject object, FileRestore files, BoundedPool pool) {
        String path = object.key().value().substring(context.prefix().length());
        if (!RemoteTree.isRecording(path, object.size())) {
            return;
        }
        ObjectKey key = new ObjectKey(path);
        if (!context.options().selection().includes(key)) {
            return;
        }
        submit(key, object, files, pool);
    }

    private void submit(ObjectKey path, ListedObject object, FileRestore files, BoundedPool pool) {
        if (!pool.submit(() -> restore(path, object, files, pool))) {
            finish(path, object, Ending.STOPPED);
        }
    }

    private void restore(ObjectKey path, ListedObject object, FileRestore files, BoundedPool pool) {
        Ending ending = Ending.STOPPED;
        try {
            if (!pool.isStopped()) {
                ending = files.restore(path, object);
            }
        } catch (BackupException e) {
            ending = Ending.failed(String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException e) {
            // A defect, or an answer that no parser survives: this file's end, not that of the others.
            ending = Ending.failed(e.toString());
        } finally {
            finish(path, object, ending);
        }
    }

    private void finish(ObjectKey path, ListedObject object, Ending ending) {
        tally.count(ending, object.size());
        context.listener()
                .onEvent(new BackupEvent.Restored(path.value(), object.size(), ending.result(), ending.detail()));
    }
}
