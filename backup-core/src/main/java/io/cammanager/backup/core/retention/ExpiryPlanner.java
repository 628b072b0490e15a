package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RecordingName;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.ExpiryMark;
import io.cammanager.backup.core.retention.ExpiryPlan.Entry;
import io.cammanager.backup.core.retention.ExpiryPlan.Kind;
import io.cammanager.backup.core.retention.ExpiryPlan.Step;
import io.cammanager.backup.core.store.ListedObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fills a plan. Of recordings the catalog alone is asked, so that what others put into the bucket is never in a plan; of copies
 * that were put aside the bucket, since they lie where nothing else does.
 */
public final class ExpiryPlanner {
    private static final int BATCH = 1000;

    /** The recordings of so many days tell how many there are a day. */
    private static final int DAYS_COUNTED = 7;

    private final ExpiryContext context;
    private final ExpiryPlan plan;
    private final List<Entry> batch = new ArrayList<>();
    private final Map<String, Newest> newest = new HashMap<>();
    private final LocalDateTime recentFrom;
    private final LocalDateTime recentTo;
    private long recent;
    private long counted;

    public ExpiryPlanner(ExpiryContext context, ExpiryPlan plan) {
        this.context = context;
        this.plan = plan;
        this.recentFrom = context.now().nameBefore(DAYS_COUNTED);
        this.recentTo = context.now().nameBefore(0);
    }

    private record Newest(ObjectKey path, LocalDateTime time) {}

    /** Adds the recordings that are too old by their names, or where these tell no time, by when the file was changed. */
    public void addRecordings(CatalogCursor rows) {
        LocalDateTime before = context.now().nameBefore(context.options().days());
        while (rows.hasNext()) {
            CatalogRow row = rows.next();
            if (row.isConfirmed()) {
                LocalDateTime time = timeOf(row);
                look(row, time);
                if (time.isBefore(before)) {
                    add(
                            row.path(),
                            Kind.RECORDING,
                            row.stamp().size(),
                            time.atZone(context.now().zone()).toInstant());
                }
            }
        }
        flush();
        plan.spare(newest.values().stream().map(Newest::path).toList());
    }

    private void look(CatalogRow row, LocalDateTime time) {
        counted++;
        if (!time.isBefore(recentFrom) && time.isBefore(recentTo)) {
            recent++;
        }
        newest.merge(
                row.path().camera(),
                new Newest(row.path(), time),
                (one, other) -> other.time().isBefore(one.time()) ? one : other);
    }

    private LocalDateTime timeOf(CatalogRow row) {
        LocalDateTime start = RecordingName.startOf(row.path().name());
        return start != null
                ? start
                : LocalDateTime.ofInstant(modified(row), context.now().zone());
    }

    static Instant modified(CatalogRow row) {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(row.stamp().mtimeNanos()));
    }

    /**
     * Adds the copies that were put aside too long ago.
     *
     * @param copies of the folder of such copies, with their whole keys
     */
    public void addCopies(Iterator<ListedObject> copies) {
        Instant before = context.now().before(context.options().replacedDays());
        while (copies.hasNext()) {
            ListedObject copy = copies.next();
            counted++;
            if (copy.lastModified().isBefore(before)) {
                ObjectKey path = new ObjectKey(
                        copy.key().value().substring(context.prefix().length()));
                add(path, Kind.KEPT_COPY, copy.size(), copy.lastModified());
            }
        }
        flush();
    }

    private void add(ObjectKey path, Kind kind, long size, Instant time) {
        batch.add(new Entry(path, kind, size, time, step(path)));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        plan.add(batch);
        batch.clear();
    }

    private Step step(ObjectKey path) {
        ExpiryMark mark = context.marks().find(path).orElse(null);
        if (mark == null) {
            return Step.MARK;
        }
        if (context.now().isFuture(mark)) {
            if (!context.isDryRun()) {
                context.marks().drop(List.of(path)); // a wrong clock has made it, and it would be believed one day
            }
            return Step.MARK;
        }
        if (context.now().isLocked(mark)) {
            return Step.LEAVE_LOCKED;
        }
        return context.now().isRipe(mark, context.options().grace()) ? Step.DELETE : Step.WAIT;
    }

    /** Returns how many this run may delete. */
    public long limit() {
        DeleteLimit limit = context.options().limit();
        if (limit == null) {
            limit = new DeleteLimit(Math.max(1, 2 * recent / DAYS_COUNTED), 10);
        }
        return limit.of(counted);
    }

    /** Returns of how many recordings and copies the limit is a part. */
    public long counted() {
        return counted;
    }
}
