package io.cammanager.backup.core.catalog;

import io.cammanager.backup.core.BackupException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets several threads share one commit: whoever finds nobody committing commits for all who have come meanwhile, and the
 * others wait. A commit costs a wait for the disk, whatever the number of its rows.
 */
final class ConfirmationQueue {
    private final Consumer<List<CatalogRow>> commit;
    private List<CatalogRow> waiting = new ArrayList<>();
    private CompletableFuture<@Nullable Void> waitingDone = new CompletableFuture<>();
    private boolean committing;

    /** After a commit has failed, what the file holds is only known to whoever opens it anew. */
    private @Nullable BackupException broken;

    ConfirmationQueue(Consumer<List<CatalogRow>> commit) {
        this.commit = commit;
    }

    /** Returns when the row is committed; throws when its commit failed, or one before it. */
    void add(CatalogRow row) {
        CompletableFuture<@Nullable Void> done;
        boolean leads;
        synchronized (this) {
            waiting.add(row);
            done = waitingDone;
            leads = !committing;
            committing = true;
        }
        if (leads) {
            commitAll();
        }
        join(done);
    }

    private void commitAll() {
        for (List<CatalogRow> rows = null; ; ) {
            CompletableFuture<@Nullable Void> done;
            synchronized (this) {
                rows = waiting;
                done = waitingDone;
                if (rows.isEmpty()) {
                    committing = false;
                    return;
                }
                waiting = new ArrayList<>();
                waitingDone = new CompletableFuture<>();
            }
            try {
                commit(rows);
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }
    }

    private void commit(List<CatalogRow> rows) {
        if (broken != null) {
            throw broken; // the kernel tells of a failed sync once: a second one on the same file would claim success
        }
        try {
            commit.accept(rows);
        } catch (BackupException e) {
            broken = e;
            throw e;
        }
    }

    private static void join(CompletableFuture<@Nullable Void> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
