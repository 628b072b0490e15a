package io.cammanager.backup.core.engine;

import com.google.common.base.Utf8;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Aligned;
import io.cammanager.backup.core.plan.Decision;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.scan.ScanEntry;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans one unit, a camera or the files beside the cameras: merges its walk, its listing and what is remembered of it, row
 * by row. What is simply unchanged is counted; everything else becomes a row of the plan.
 */
final class UnitPlanner {
    private static final int BATCH = 1000;
    private static final FileStamp NO_FILE = new FileStamp(0, 0, 0, 0);

    private final String unit;
    private final Planner planner;
    private final PlanTable plan;
    private final Catalog catalog;
    private final PlanCounts counts = new PlanCounts();
    private final List<PlannedFile> rows = new ArrayList<>();
    private final List<CatalogRow> waiting = new ArrayList<>();
    private final int maxPathBytes;
    private final Remembering remembering;
    private final long nowMillis;
    private final AtomicLong scanned;
    private final BackupListener listener;

    /** Whether files that wait are written down. */
    enum Remembering {
        ON,
        OFF
    }

    UnitPlanner(String unit, PlanInputs inputs, AtomicLong scanned) {
        this.unit = unit;
        this.planner = inputs.planner();
        this.plan = inputs.plan();
        this.catalog = inputs.catalog();
        this.maxPathBytes = ObjectKey.MAX_BYTES - Utf8.encodedLength(inputs.prefix());
        this.remembering = inputs.remembering();
        this.nowMillis = inputs.nowMillis();
        this.listener = inputs.listener();
        this.scanned = scanned;
    }

    /**
     * Plans everything that the walk gives.
     *
     * @param entries gives the next entry, or null at the end
     * @param listing opens the listing from a first path on; asked at most once, and not when there is no file
     */
    PlanCounts plan(
            Supplier<@Nullable ScanEntry> entries, Function<ObjectKey, Iterator<ListedObject>> listing, String below) {
        @Nullable Merge merge = null;
        @Nullable ObjectKey last = null;
        try {
            for (ScanEntry entry = entries.get(); entry != null; entry = entries.get()) {
                if (scanned.incrementAndGet() % BATCH == 0) {
                    listener.onEvent(new BackupEvent.ScanProgress(scanned.get()));
                }
                if (entry instanceof ScanEntry.Recording file && file.path().utf8Length() <= maxPathBytes) {
                    last = file.path();
                    merge = merge == null ? new Merge(file.path(), listing, below) : merge;
                    decide(file, merge);
                } else {
                    addOther(entry);
                }
            }
            if (merge != null
                    && last != null
                    && !RemoteTree.ordersAgreeUpTo(last.value().substring(below.length()))) {
                // In an order by UTF-16, what was not found may still come.
                merge.listedRows.finish();
            }
            flush();
            return counts;
        } finally {
            if (merge != null) {
                merge.remembered.close();
            }
        }
    }

    private void decide(ScanEntry.Recording file, Merge merge) {
        counts.files++;
        CatalogRow remembered = merge.rememberedRows.at(file.path());
        Decision decision = planner.decide(file, merge.listedRows.at(file.path()), remembered);
        if (decision.action() != Action.LEAVE_OUT) {
            counts.bytes += file.stamp().size();
            MassChangeGuard.count(file.stamp(), remembered, counts);
        }
        if (decision.action() == Action.KEEP) {
            counts.kept++;
            return;
        }
        add(new PlannedFile(file.path(), file.stamp(), decision, null));
        boolean waits = decision.action() == Action.DEFER || decision.action().isWork();
        if (waits && remembering == Remembering.ON && (remembered == null || !remembered.isConfirmed())) {
            waiting.add(new CatalogRow(file.path(), file.stamp(), nowMillis, null));
        }
    }

    private void addOther(ScanEntry entry) {
        if (entry instanceof ScanEntry.LeftOut leftOut) {
            counts.files += leftOut.reason() == Reason.FILTERED ? 1 : 0;
            add(other(entry.path(), leftOut.size(), Action.LEAVE_OUT, leftOut.reason(), null));
        } else if (entry instanceof ScanEntry.Unusable unusable) {
            add(other(entry.path(), unusable.size(), Action.FAIL, unusable.reason(), unusable.detail()));
        } else if (entry instanceof ScanEntry.Recording file) {
            counts.files++;
            counts.bytes += file.stamp().size();
            add(other(entry.path(), file.stamp().size(), Action.FAIL, Reason.KEY_TOO_LONG, null));
        }
    }

    private static PlannedFile other(ObjectKey path, long size, Action action, Reason reason, @Nullable String detail) {
        FileStamp stamp = size == 0 ? NO_FILE : new FileStamp(size, 0, 0, 0);
        return new PlannedFile(path, stamp, new Decision(action, reason), detail);
    }

    private void add(PlannedFile row) {
        rows.add(row);
        if (rows.size() >= BATCH) {
            flush();
        }
    }

    private void flush() {
        if (!rows.isEmpty()) {
            plan.add(unit, Collections.unmodifiableList(rows));
            rows.clear();
        }
        if (!waiting.isEmpty()) {
            catalog.remember(waiting);
            waiting.clear();
        }
    }

    /** The two sides that the walk is merged with, both opened at the first file. */
    private final class Merge {
        private final CatalogCursor remembered;
        private final Aligned<CatalogRow> rememberedRows;
        private final Aligned<ListedObject> listedRows;

        Merge(ObjectKey first, Function<ObjectKey, Iterator<ListedObject>> listing, String below) {
            listedRows = new Aligned<>(listing.apply(first), ListedObject::key);
            remembered = catalog.from(first, below);
            rememberedRows = new Aligned<>(remembered, CatalogRow::path);
        }
    }
}
