package io.cammanager.backup.core.prune;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.prune.PrunePlan.Candidate;
import io.cammanager.backup.core.prune.Pruner.Pruning;
import io.cammanager.backup.core.sqlite.Cursor;
import java.util.ArrayList;
import java.util.List;

/** Works a plan off, the oldest first and several files at once, until enough is freed. */
public final class PruneStage {
    /** So many files at most are looked at before it is counted anew how much is still to be freed. */
    private static final int BATCH = 256;

    private final PruneContext context;
    private final PruneCounts counts;
    private final Pruner pruner;

    public PruneStage(PruneContext context, PruneCounts counts) {
        this.context = context;
        this.counts = counts;
        this.pruner = new Pruner(context);
    }

    /**
     * Deletes files until so many bytes are freed, by the sizes of the files: what a disk says is also other programs' doing,
     * and some disks free nothing at all.
     *
     * @return whether the plan held enough
     */
    public boolean run(PrunePlan plan, long bytesToFree, StopSignal stop) {
        try (Cursor<Candidate> candidates = plan.candidates()) {
            while (counts.bytesFreed() < bytesToFree && candidates.hasNext() && !stop.isStopping()) {
                prune(next(candidates, bytesToFree - counts.bytesFreed()), stop);
            }
        }
        return counts.bytesFreed() >= bytesToFree;
    }

    /** Never takes more than is still needed, should all of it go. */
    private static List<Candidate> next(Cursor<Candidate> candidates, long bytes) {
        List<Candidate> batch = new ArrayList<>();
        long sum = 0;
        while (candidates.hasNext() && sum < bytes && batch.size() < BATCH) {
            Candidate candidate = candidates.next();
            sum += candidate.size();
            batch.add(candidate);
        }
        return batch;
    }

    private void prune(List<Candidate> batch, StopSignal stop) {
        try (BoundedPool pool = new BoundedPool("prune-%d", context.options().transfers(), stop)) {
            for (Candidate candidate : batch) {
                if (!pool.submit(() -> prune(candidate))) {
                    break;
                }
            }
            pool.finish();
        }
    }

    private void prune(Candidate candidate) {
        Pruning pruning = pruner.prune(candidate.path());
        counts.add(pruning.result(), candidate.size());
        context.listener()
                .onEvent(new BackupEvent.Pruned(
                        candidate.path().value(), candidate.size(), pruning.result(), pruning.detail()));
    }
}
