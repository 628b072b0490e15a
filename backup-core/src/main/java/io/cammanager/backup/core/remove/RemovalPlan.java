package io.cammanager.backup.core.remove;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.sqlite.Cursor;
import io.cammanager.backup.core.sqlite.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is confirmed in the bucket and gone here, on disk, complete before the first of it is removed. Only the catalog is
 * asked what is ours: what others put into the bucket is not in it and so never in a plan. Nor is what was deleted here on
 * purpose, because it is in the bucket. Not thread-safe.
 */
public final class RemovalPlan implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Database database;
    private long confirmed;
    private long size;

    private RemovalPlan(Path scratch) {
        database = Database.scratch(scratch);
        database.execute("CREATE TABLE removals (path BLOB PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID");
    }

    /**
     * Reads the whole catalog.
     *
     * @param wanted says whether a path is this run's concern, by its filters, shard and retention
     * @param gone says whether there is surely no file at a path; doubt is no
     * @param scratch an existing directory for a temporary file
     */
    public static RemovalPlan find(
            Catalog catalog, Predicate<ObjectKey> wanted, Predicate<ObjectKey> gone, Path scratch) {
        RemovalPlan plan = new RemovalPlan(scratch);
        try (CatalogCursor rows = catalog.all()) {
            plan.fill(rows, wanted, gone, catalog::isPruned);
            return plan;
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    private void fill(
            CatalogCursor rows, Predicate<ObjectKey> wanted, Predicate<ObjectKey> gone, Predicate<ObjectKey> pruned) {
        List<CatalogRow> batch = new ArrayList<>();
        while (rows.hasNext()) {
            CatalogRow row = rows.next();
            if (row.isConfirmed() && wanted.test(row.path())) {
                boolean isGone = gone.test(row.path());
                if (isGone && pruned.test(row.path())) {
                    continue; // deleted here since it is there: neither to be removed nor what a limit is a part of
                }
                confirmed++;
                if (isGone) {
                    batch.add(row);
                }
            }
            if (batch.size() == BATCH) {
                add(batch);
            }
        }
        add(batch);
    }

    private void add(List<CatalogRow> batch) {
        database.batch("INSERT INTO removals VALUES (?, ?)", batch, (statement, row) -> {
            statement.setBytes(1, row.path().utf8());
            statement.setLong(2, row.stamp().size());
        });
        size += batch.size();
        batch.clear();
    }

    /** Returns how many recordings of this run's concern are confirmed, gone or not, without those that we deleted here. */
    public long confirmed() {
        return confirmed;
    }

    /** Returns how many would be removed. */
    public long size() {
        return size;
    }

    /**
     * One recording that would be removed.
     *
     * @param size in bytes, as it was confirmed
     */
    public record Entry(ObjectKey path, long size) {}

    /** Returns what would be removed, in the order of the paths; the caller closes it. */
    public Cursor<Entry> entries() {
        return new Cursor<>(
                database.query("SELECT path, size FROM removals ORDER BY path"),
                rows -> new Entry(new ObjectKey(new String(rows.bytes(1), UTF_8)), rows.number(2)));
    }

    @Override
    public void close() {
        database.close();
    }
}
