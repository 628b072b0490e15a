package io.cammanager.backup.core.engine;

import static java.util.Objects.requireNonNull;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Decision;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.scan.ScanEntry;
import io.cammanager.backup.core.scan.SourceScanner;
import io.cammanager.backup.core.scan.SourceScanner.FirstLevel;
import io.cammanager.backup.core.scan.TreeWalker;
import io.cammanager.backup.core.store.ListRequest.Depth;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.RemoteTree.UnorderedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans the whole source: its cameras side by side, each against the part of the bucket that its files span. */
final class PlanStage {
    private static final int WIDTH = 8;
    private static final String ROOT_UNIT = "";
    /** No camera has this name. */
    private static final String GONE_UNIT = "/";

    private final PlanInputs inputs;
    private final Path source;
    private final SourceScanner scanner;
    private final BooleanSupplier cancelled;
    private final AtomicLong scanned = new AtomicLong();
    private final PlanCounts total = new PlanCounts();

    PlanStage(PlanInputs inputs, Path source, SourceScanner scanner, BooleanSupplier cancelled) {
        this.inputs = inputs;
        this.source = source;
        this.scanner = scanner;
        this.cancelled = cancelled;
    }

    PlanCounts run() {
        findGone();
        FirstLevel first = scanner.firstLevel();
        BoundedPool pool = new BoundedPool("plan-%d", WIDTH, cancelled);
        try (pool) {
            if (!first.entries().isEmpty()) {
                pool.submit(() -> planRoot(first.entries()));
            }
            for (String camera : first.cameras()) {
                pool.submit(() -> planCamera(camera));
            }
            pool.finish();
        }
        return total;
    }

    /** Finds what waited in earlier runs and is gone. Before the scan, so that nothing is met twice. */
    private void findGone() {
        List<PlannedFile> gone = new ArrayList<>();
        try (CatalogCursor waiting = inputs.catalog().waiting()) {
            while (waiting.hasNext()) {
                CatalogRow row = waiting.next();
                if (scanner.wants(row.path()) && FileStat.isGone(KeyNames.toPath(source, row.path()))) {
                    gone.add(new PlannedFile(
                            row.path(), row.stamp(), new Decision(Action.REPORT_GONE, Reason.GONE), null));
                }
            }
        }
        inputs.plan().add(GONE_UNIT, gone);
    }

    private void planRoot(List<ScanEntry> entries) {
        planUnit(ROOT_UNIT, "", Depth.ONE_LEVEL, () -> {
            Iterator<ScanEntry> iterator = entries.iterator();
            return new Walk(() -> iterator.hasNext() ? iterator.next() : null, () -> {});
        });
    }

    private void planCamera(String camera) {
        planUnit(camera, camera + "/", Depth.ALL, () -> {
            TreeWalker walker = scanner.camera(camera);
            return new Walk(walker::next, walker::close);
        });
    }

    private void planUnit(String unit, String below, Depth depth, Supplier<Walk> walks) {
        RemoteTree remote = inputs.remote();
        if (remote != null && !remote.listsByKey()) {
            planSorted(remote, unit, below, depth, walks);
            return;
        }
        try {
            planOnce(
                    unit,
                    below,
                    walks,
                    first -> remote == null ? Collections.emptyIterator() : remote.below(below, first, depth));
        } catch (UnorderedException e) {
            inputs.plan().discard(unit);
            planSorted(requireNonNull(remote), unit, below, depth, walks);
        }
    }

    private void planSorted(RemoteTree remote, String unit, String below, Depth depth, Supplier<Walk> walks) {
        try (RemoteTree.Sorted sorted = remote.sorted(below, depth, inputs.scratch())) {
            planOnce(unit, below, walks, first -> sorted);
        }
    }

    private void planOnce(
            String unit, String below, Supplier<Walk> walks, Function<ObjectKey, Iterator<ListedObject>> listing) {
        PlanCounts counts;
        try (Walk walk = walks.get()) {
            counts = new UnitPlanner(unit, inputs, scanned)
                    .plan(() -> cancelled.getAsBoolean() ? null : walk.entries.get(), listing, below);
        }
        synchronized (total) {
            total.add(counts);
        }
    }

    private record Walk(Supplier<@Nullable ScanEntry> entries, Runnable closer) implements AutoCloseable {
        @Override
        public void close() {
            closer.run();
        }
    }
}
