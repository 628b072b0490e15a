package io.cammanager.backup.core.mirror;

import static java.util.Objects.requireNonNull;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.mirror.MirrorPlan.Pair;
import io.cammanager.backup.core.mirror.MirrorPlan.Pairs;
import io.cammanager.backup.core.mirror.ObjectMirror.Mirrored;

/** Copies what a plan holds, several objects at once, and tells of each what became of it. Never removes anything. */
public final class MirrorStage {
    private final MirrorContext context;
    private final MirrorCounts counts;
    private final ObjectMirror mirror;

    public MirrorStage(MirrorContext context, MirrorCounts counts) {
        this.context = context;
        this.counts = counts;
        this.mirror = new ObjectMirror(context);
    }

    /** Copies rank by rank; after the recordings that are listed, looks for those that should be. */
    public void run(MirrorPlan plan, StopSignal stop) {
        for (MirrorRank rank : MirrorRank.values()) {
            try (BoundedPool pool =
                    new BoundedPool("mirror-%d", context.options().transfers(), stop)) {
                submit(plan, rank, pool);
                if (rank == MirrorRank.RECORDING) {
                    submitUnlisted(plan, pool);
                }
                pool.finish();
            }
        }
    }

    private void submit(MirrorPlan plan, MirrorRank rank, BoundedPool pool) {
        try (Pairs pairs = plan.pairs(rank)) {
            while (pairs.hasNext() && !pool.isStopped()) {
                Pair pair = requireNonNull(pairs.next());
                if (!pool.submit(() -> mirror(pair))) {
                    return;
                }
            }
        }
    }

    /** A listing is no proof of absence: each is looked for, and copied when it is there. */
    private void submitUnlisted(MirrorPlan plan, BoundedPool pool) {
        try (CatalogCursor rows = context.rows().catalog().all()) {
            while (rows.hasNext() && !pool.isStopped()) {
                CatalogRow row = rows.next();
                String stored = row.isConfirmed() ? context.rows().storedPath(row) : "";
                if (row.isConfirmed() && !plan.holds(stored)) {
                    Pair pair = new Pair(
                            new ObjectKey(stored),
                            MirrorRank.RECORDING,
                            row.stamp().size(),
                            "",
                            false);
                    if (!pool.submit(() -> mirror(pair))) {
                        return;
                    }
                }
            }
        }
    }

    private void mirror(Pair pair) {
        Mirrored mirrored = mirror.mirror(pair);
        counts.add(mirrored.result(), pair.size());
        context.listener()
                .onEvent(new BackupEvent.Mirrored(
                        pair.path().value(), pair.size(), mirrored.result(), mirrored.detail()));
    }
}
