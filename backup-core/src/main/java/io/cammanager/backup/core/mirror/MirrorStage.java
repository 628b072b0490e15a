package io.cammanager.backup.core.mirror;

import static java.util.Objects.requireNonNull;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.manifest.KnownRecordings;
import io.cammanager.backup.core.manifest.ManifestFinding;
import io.cammanager.backup.core.mirror.MirrorPlan.Pair;
import io.cammanager.backup.core.mirror.MirrorPlan.Pairs;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies what a plan holds, several objects at once, and tells of each what became of it. Never removes anything. */
public final class MirrorStage {
    private final MirrorContext context;
    private final MirrorCounts counts;
    private final ObjectMirror mirror;
    private final Map<String, ManifestFinding> damages;

    /**
     * Makes the stage of one run.
     *
     * @param damages what is wrong with the manifest of the source, which never stops the copying of the rest
     */
    public MirrorStage(MirrorContext context, MirrorCounts counts, Collection<ManifestFinding> damages) {
        this.context = context;
        this.counts = counts;
        this.damages = damages.stream()
                .collect(Collectors.toMap(ManifestFinding::path, Function.identity(), (first, second) -> first));
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
        damages.values().stream()
                .filter(damage -> !stop.isStopping() && !plan.holds(damage.path()))
                .forEach(damage -> tell(damage.path(), 0, new Mirrored(MirrorResult.MISSING, damage.detail())));
    }

    private void submit(MirrorPlan plan, MirrorRank rank, BoundedPool pool) {
        try (Pairs pairs = plan.pairs(rank)) {
            while (pairs.hasNext() && !pool.isStopped()) {
                Pair pair = requireNonNull(pairs.next());
                CatalogRow recorded =
                        rank == MirrorRank.RECORDING ? context.rows().recorded(pair.path()) : null;
                if (!pool.submit(() -> mirror(pair, recorded))) {
                    return;
                }
            }
        }
    }

    /** A listing is no proof of absence: each is looked for, and copied when it is there. */
    private void submitUnlisted(MirrorPlan plan, BoundedPool pool) {
        try (KnownRecordings rows =
                context.rows().manifest().with(context.rows().catalog())) {
            while (rows.hasNext() && !pool.isStopped()) {
                CatalogRow row = requireNonNull(rows.next());
                String stored = context.rows().storedPath(row);
                if (!plan.holds(stored)) {
                    Pair pair = new Pair(
                            new ObjectKey(stored),
                            MirrorRank.RECORDING,
                            row.stamp().size(),
                            "",
                            false);
                    if (!pool.submit(() -> mirror(pair, row))) {
                        return;
                    }
                }
            }
        }
    }

    private void mirror(Pair pair, @Nullable CatalogRow recorded) {
        ManifestFinding damage = damages.get(pair.path().value());
        tell(
                pair.path().value(),
                pair.size(),
                damage == null ? mirror.mirror(pair, recorded) : new Mirrored(MirrorResult.DAMAGED, damage.detail()));
    }

    private void tell(String path, long size, Mirrored mirrored) {
        counts.add(mirrored, size);
        context.listener().onEvent(new BackupEvent.Mirrored(path, size, mirrored.result(), mirrored.detail()));
    }
}
