package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.retention.ExpiryPlan.Entry;
import io.cammanager.backup.core.retention.ExpiryPlan.Step;
import io.cammanager.backup.core.sqlite.Cursor;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Reach;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works a plan off: deletes what earlier runs have marked for long enough, then marks what is new. Nothing is ever deleted by the
 * run that first finds it too old, so that a clock, a setting or a catalog that is wrong can be noticed in between.
 */
public final class ExpiryStage {
    private static final int BATCH = 1000;

    private final ExpiryContext context;
    private final ExpiryCounts counts;
    private final Expirer expirer;
    private final Marker marker;

    /**
     * Makes the stage.
     *
     * @param tools null in a dry run
     */
    public ExpiryStage(ExpiryContext context, @Nullable RetentionTools tools, ExpiryCounts counts) {
        this.context = context;
        this.counts = counts;
        this.expirer = new Expirer(context, tools);
        this.marker = new Marker(context);
    }

    /**
     * Stops the run when more would be deleted than may be.
     *
     * @param planner has filled the plan
     */
    public static void requireWithin(ExpiryPlan plan, ExpiryPlanner planner) {
        long ripe = plan.count(Step.DELETE);
        if (ripe > planner.limit()) {
            throw new BackupException(
                    ExitCode.SAFETY_STOP,
                    ripe + " of " + planner.counted() + " objects would be deleted now, more than the "
                            + planner.limit()
                            + " that one run may: nothing was deleted; look at them with retention apply"
                            + " --dry-run, and if they are meant to go, run it with a higher --max-delete");
        }
    }

    /** Does all of it, as far as it is not stopped. */
    public void run(ExpiryPlan plan, StopSignal stop) {
        dropStale(plan);
        tell(plan, Step.SPARE, new Expiry(ExpiryResult.NEWEST, "the newest of its camera"));
        tell(plan, Step.LEAVE_LOCKED, new Expiry(ExpiryResult.LOCKED, "locked in the store"));
        tell(plan, Step.WAIT, new Expiry(ExpiryResult.WAITING, "marked, not long enough ago"));
        work(plan, Step.DELETE, expirer::delete, stop);
        try {
            work(plan, Step.MARK, marker::mark, stop);
        } finally {
            marker.flush();
        }
    }

    /** A mark on what is not to go any more, as after more days were given, would count from too early on if it came back. */
    private void dropStale(ExpiryPlan plan) {
        ObjectKey last = null;
        List<ObjectKey> page;
        do {
            page = context.marks().paths(last, BATCH);
            List<ObjectKey> stale =
                    page.stream().filter(path -> !plan.holds(path)).toList();
            counts.addUnmarked(stale.size());
            if (!context.isDryRun()) {
                context.marks().drop(stale);
            }
            last = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (page.size() == BATCH);
    }

    private void tell(ExpiryPlan plan, Step step, Expiry expiry) {
        try (Cursor<Entry> entries = plan.entries(step)) {
            while (entries.hasNext()) {
                tell(entries.next(), expiry);
            }
        }
    }

    private void tell(Entry entry, Expiry expiry) {
        counts.add(expiry.result(), entry.size());
        context.listener()
                .onEvent(new BackupEvent.Expired(entry.path().value(), entry.size(), expiry.result(), expiry.detail()));
    }

    private void work(ExpiryPlan plan, Step step, Function<Entry, Expiry> work, StopSignal stop) {
        BoundedPool pool = new BoundedPool("retention-%d", context.options().transfers(), stop);
        try (pool;
                Cursor<Entry> entries = plan.entries(step)) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                if (!pool.submit(() -> tell(entry, guarded(entry, work)))) {
                    break;
                }
            }
            pool.finish();
        }
    }

    private static Expiry guarded(Entry entry, Function<Entry, Expiry> work) {
        try {
            return work.apply(entry);
        } catch (StoreException e) {
            if (e.reach() == Reach.RUN) {
                throw e.endingRun();
            }
            return new Expiry(ExpiryResult.FAILED, e.getMessage());
        }
    }
}
