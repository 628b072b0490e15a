package io.cammanager.backup.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A directory too large for memory: its entries in a file, which is removed on close, sorted as they are read back. */
final class SpilledSiblings implements SortedSiblings {
    private final Database database;
    private @Nullable Rows rows;
    private @Nullable Sibling next;

    private SpilledSiblings(Database database) {
        this.database = database;
    }

    static SpilledSiblings create(Path scratch) {
        Database database = Database.scratch(scratch);
        database.execute("CREATE TABLE siblings (segment BLOB PRIMARY KEY, kind TEXT NOT NULL, size INTEGER NOT NULL,"
                + " mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL) WITHOUT ROWID");
        return new SpilledSiblings(database);
    }

    void addAll(List<Sibling> siblings) {
        database.batch("INSERT OR REPLACE INTO siblings VALUES (?, ?, ?, ?, ?, ?)", siblings, (statement, sibling) -> {
            FileStamp stamp = sibling.stat().stamp();
            statement.setBytes(1, sibling.segment().getBytes(UTF_8));
            statement.setString(2, sibling.stat().kind().name());
            statement.setLong(3, stamp.size());
            statement.setLong(4, stamp.mtimeNanos());
            statement.setLong(5, stamp.ctimeNanos());
            statement.setLong(6, stamp.inode());
        });
    }

    @Override
    public boolean hasNext() {
        if (rows == null) {
            rows = database.query("SELECT * FROM siblings ORDER BY segment");
        }
        if (next == null && rows.next()) {
            next = new Sibling(
                    new String(rows.bytes(1), UTF_8),
                    new FileStat(
                            FileStat.Kind.valueOf(rows.text(2)),
                            new FileStamp(rows.number(3), rows.number(4), rows.number(5), rows.number(6))));
        }
        return next != null;
    }

    @Override
    public Sibling next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Sibling result = next;
        next = null;
        return result;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        database.close();
    }
}
