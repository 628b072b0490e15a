package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.sqlite.Rows;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The table of the catalog, and the way from its columns to a row and back. */
final class CatalogRows {
    static final String CREATE = "CREATE TABLE IF NOT EXISTS files (path BLOB PRIMARY KEY, size INTEGER NOT NULL,"
            + " mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL, seen INTEGER NOT NULL,"
            + " sum INTEGER NOT NULL, etag TEXT, sha256 BLOB, upload_id TEXT, proof TEXT, confirmed_at INTEGER)"
            + " WITHOUT ROWID;"
            + "CREATE INDEX IF NOT EXISTS waiting ON files (path) WHERE etag IS NULL";
    static final String SELECT =
            "SELECT path, size, mtime, ctime, inode, seen, sum, etag, sha256, upload_id, proof, confirmed_at FROM files";
    static final String CONFIRM = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** A file that waits never hides that an earlier state of it was confirmed. */
    static final String WAIT =
            "INSERT INTO files (path, size, mtime, ctime, inode, seen, sum) VALUES (?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, ctime = excluded.ctime,"
                    + " inode = excluded.inode, seen = excluded.seen, sum = excluded.sum WHERE etag IS NULL AND (size, mtime, ctime, inode)"
                    + " <> (excluded.size, excluded.mtime, excluded.ctime, excluded.inode)";

    private CatalogRows() {}

    /** Reads a row; throws when it is not, bit by bit, what was written. */
    static CatalogRow read(Rows rows) {
        CatalogRow row;
        try {
            FileStamp stamp = new FileStamp(rows.number(2), rows.number(3), rows.number(4), rows.number(5));
            String etag = rows.nullableText(8);
            row = new CatalogRow(
                    new ObjectKey(new String(orDamaged(rows, rows.nullableBytes(1)), UTF_8)),
                    stamp,
                    rows.number(6),
                    etag == null ? null : readConfirmation(rows, etag));
        } catch (IllegalArgumentException e) {
            throw rows.damaged("a row holds what nobody wrote: " + e.getMessage());
        }
        if (RowSum.of(row) != rows.number(7)) {
            throw rows.damaged("the checksum of a row is wrong");
        }
        return row;
    }

    private static Confirmation readConfirmation(Rows rows, String etag) {
        byte @Nullable [] sha256 = rows.nullableBytes(9);
        return new Confirmation(
                etag,
                sha256 == null ? null : HashCode.fromBytes(sha256),
                rows.nullableText(10),
                Proof.valueOf(orDamaged(rows, rows.nullableText(11))),
                rows.number(12));
    }

    private static <T> T orDamaged(Rows rows, @Nullable T value) {
        if (value == null) {
            throw rows.damaged("a row lacks a value that it had");
        }
        return value;
    }

    static void bindStamp(PreparedStatement statement, CatalogRow row) throws SQLException {
        statement.setBytes(1, row.path().utf8());
        statement.setLong(2, row.stamp().size());
        statement.setLong(3, row.stamp().mtimeNanos());
        statement.setLong(4, row.stamp().ctimeNanos());
        statement.setLong(5, row.stamp().inode());
        statement.setLong(6, row.seenMillis());
        statement.setLong(7, RowSum.of(row));
    }

    static void bindConfirmed(PreparedStatement statement, CatalogRow row) throws SQLException {
        Confirmation confirmation = row.confirmation();
        if (confirmation == null) {
            throw new IllegalArgumentException("row must be confirmed: " + row.path());
        }
        bindStamp(statement, row);
        HashCode sha256 = confirmation.sha256();
        statement.setString(8, confirmation.etag());
        statement.setBytes(9, sha256 == null ? null : sha256.asBytes());
        statement.setString(10, confirmation.uploadId());
        statement.setString(11, confirmation.proof().name());
        statement.setLong(12, confirmation.atMillis());
    }
}
