package io.cammanager.backup.core.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import io.cammanager.backup.core.store.ListedObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the listings of both buckets hold, side by side and on disk, whatever order either lists in. Not thread-safe. */
public final class MirrorPlan implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Database database;

    /** Makes an empty plan in a temporary file of this directory, which is there. */
    public MirrorPlan(Path scratch) {
        database = Database.scratch(scratch);
        database.execute("CREATE TABLE source (path BLOB PRIMARY KEY, stage TEXT NOT NULL, size INTEGER NOT NULL,"
                + " etag TEXT NOT NULL) WITHOUT ROWID;"
                + "CREATE TABLE target (path BLOB PRIMARY KEY, size INTEGER NOT NULL, etag TEXT NOT NULL)"
                + " WITHOUT ROWID");
    }

    /**
     * One object that is to be in both buckets.
     *
     * @param path below the prefixes, as it is stored
     * @param size as it is listed in the source
     * @param isListedAlike whether the other bucket lists the same size and ETag
     */
    record Pair(ObjectKey path, MirrorRank rank, long size, String etag, boolean isListedAlike) {}

    /** Takes the listing of the bucket that is copied. */
    public void addSource(Iterator<ListedObject> objects, String prefix) {
        List<Pair> batch = new ArrayList<>();
        while (objects.hasNext()) {
            ListedObject object = objects.next();
            String path = object.key().value().substring(prefix.length());
            MirrorRank rank = MirrorRank.of(path, object.size());
            if (rank != null) {
                batch.add(new Pair(new ObjectKey(path), rank, object.size(), object.etag(), false));
            }
            if (batch.size() == BATCH) {
                insertSource(batch);
            }
        }
        insertSource(batch);
    }

    private void insertSource(List<Pair> batch) {
        database.batch("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", batch, (statement, pair) -> {
            statement.setBytes(1, pair.path().utf8());
            statement.setString(2, pair.rank().name());
            statement.setLong(3, pair.size());
            statement.setString(4, pair.etag());
        });
        batch.clear();
    }

    /** Takes the listing of the bucket that is copied to. */
    public void addTarget(Iterator<ListedObject> objects, String prefix) {
        List<ListedObject> batch = new ArrayList<>();
        while (objects.hasNext()) {
            batch.add(objects.next());
            if (batch.size() == BATCH) {
                insertTarget(batch, prefix);
            }
        }
        insertTarget(batch, prefix);
    }

    private void insertTarget(List<ListedObject> batch, String prefix) {
        database.batch("INSERT OR REPLACE INTO target VALUES (?, ?, ?)", batch, (statement, object) -> {
            statement.setBytes(
                    1, object.key().value().substring(prefix.length()).getBytes(UTF_8));
            statement.setLong(2, object.size());
            statement.setString(3, object.etag());
        });
        batch.clear();
    }

    /** Says whether the source lists an object at a path, as it is stored. */
    boolean holds(String storedPath) {
        try (Rows rows = database.query("SELECT 1 FROM source WHERE path = ?", (Object) storedPath.getBytes(UTF_8))) {
            return rows.next();
        }
    }

    /** Returns the objects of one rank, in the order of their paths; the caller closes them. */
    Pairs pairs(MirrorRank rank) {
        return new Pairs(
                rank,
                database.query(
                        "SELECT s.path, s.size, s.etag, t.size = s.size AND t.etag = s.etag FROM source s"
                                + " LEFT JOIN target t ON t.path = s.path WHERE s.stage = ? ORDER BY s.path",
                        rank.name()));
    }

    @Override
    public void close() {
        database.close();
    }

    /** The objects of one rank. */
    static final class Pairs extends AbstractIterator<Pair> implements AutoCloseable {
        private final MirrorRank rank;
        private final Rows rows;

        private Pairs(MirrorRank rank, Rows rows) {
            this.rank = rank;
            this.rows = rows;
        }

        @Override
        protected @Nullable Pair computeNext() {
            return rows.next()
                    ? new Pair(
                            new ObjectKey(new String(rows.bytes(1), UTF_8)),
                            rank,
                            rows.number(2),
                            rows.text(3),
                            rows.number(4) == 1)
                    : endOfData();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
