package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.catalog.ExpiryMark;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.retention.ExactDelete.Deletion;
import io.cammanager.backup.core.retention.ExpiryPlan.Entry;
import io.cammanager.backup.core.retention.ExpiryPlan.Kind;
import io.cammanager.backup.core.retention.FreshLook.Seen;
import io.cammanager.backup.core.store.ObjectInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second phase, for one object: it goes if it is what was marked, what was confirmed, and still too old. What stays loses
 * its mark, so that its time begins anew. The row is forgotten after the object: a crash in between finds it gone. Thread-safe.
 */
final class Expirer {
    private final ExpiryContext context;
    private final FreshLook look;
    private final @Nullable ExactDelete exact;

    /**
     * Makes one.
     *
     * @param tools null in a dry run
     */
    Expirer(ExpiryContext context, @Nullable RetentionTools tools) {
        this.context = context;
        this.look = new FreshLook(context);
        this.exact = tools == null ? null : new ExactDelete(context, tools);
    }

    Expiry delete(Entry entry) {
        ExpiryMark mark = context.marks().find(entry.path()).orElse(null);
        if (mark == null) {
            return new Expiry(ExpiryResult.CHANGED, "it is no longer marked");
        }
        Seen seen = look.at(entry);
        Expiry stays = seen.stays();
        ObjectInfo there = seen.there();
        if (stays != null || there == null) {
            return left(entry, stays == null ? new Expiry(ExpiryResult.FAILED) : stays);
        }
        if (!mark.etag().equals(there.etag()) || !mark.versionId().equals(Keeping.versionOf(there))) {
            return left(entry, new Expiry(ExpiryResult.CHANGED, "it is another one than was marked"));
        }
        if (exact == null) {
            return new Expiry(ExpiryResult.PLANNED);
        }
        Deletion deletion = exact.delete(there);
        Instant lockedUntil = deletion.lockedUntil();
        if (lockedUntil != null) {
            context.marks().put(List.of(mark.lockedUntil(lockedUntil)));
        }
        return left(entry, deletion.expiry());
    }

    private Expiry left(Entry entry, Expiry expiry) {
        boolean isGone = expiry.result() == ExpiryResult.MISSING || expiry.result() == ExpiryResult.GONE;
        if (!context.isDryRun()) {
            switch (expiry.result()) {
                case DELETED, GONE, MISSING -> forget(entry);
                case YOUNG, STILL_HERE, UNPROVEN, CHANGED, DIFFERS ->
                    context.marks().drop(List.of(entry.path()));
                default -> {
                    // tried again by the next run
                }
            }
        }
        return isGone ? new Expiry(ExpiryResult.GONE) : expiry;
    }

    private void forget(Entry entry) {
        if (entry.kind() == Kind.RECORDING) {
            context.catalog().drop(entry.path());
        } else {
            context.marks().drop(List.of(entry.path()));
        }
    }
}
