package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.catalog.ExpiryMark;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.retention.ExpiryPlan.Entry;
import io.cammanager.backup.core.retention.FreshLook.Seen;
import io.cammanager.backup.core.store.ObjectInfo;
import java.util.ArrayList;
import java.util.List;

/** The first phase: marks what a later run may delete. Marks are written many at once: one that is lost only means a later end. Thread-safe. */
final class Marker {
    private static final int BATCH = 1000;

    private final ExpiryContext context;
    private final FreshLook look;
    private final List<ExpiryMark> batch = new ArrayList<>();

    Marker(ExpiryContext context) {
        this.context = context;
        this.look = new FreshLook(context);
    }

    Expiry mark(Entry entry) {
        Seen seen = look.at(entry);
        ObjectInfo there = seen.there();
        if (there == null) {
            Expiry stays = seen.stays();
            return stays == null ? new Expiry(ExpiryResult.FAILED) : stays;
        }
        add(new ExpiryMark(
                entry.path(),
                Keeping.versionOf(there),
                there.etag(),
                context.now().here(),
                context.now().served(),
                null));
        return new Expiry(ExpiryResult.MARKED);
    }

    private synchronized void add(ExpiryMark mark) {
        batch.add(mark);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Writes the rest. */
    synchronized void flush() {
        if (!context.isDryRun()) {
            context.marks().put(batch);
        }
        batch.clear();
    }
}
