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
            + " etag TEXT, sha256 BLOB, upload_id TEXT, proof TEXT, confirmed_at INTEGER) WITHOUT ROWID;"
            + "CREATE INDEX IF NOT EXISTS waiting ON files (path) WHERE etag IS NULL";
    static final String SELECT =
            "SELECT path, size, mtime, ctime, inode, seen, etag, sha256, upload_id, proof, confirmed_at FROM files";
    static final String CONFIRM = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** A file that waits never hides that an earlier state of it was confirmed. */
    static final String WAIT = "INSERT INTO files (path, size, mtime, ctime, inode, seen) VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, ctime = excluded.ctime,"
            + " inode = excluded.inode, seen = excluded.seen WHERE etag IS NULL AND (size, mtime, ctime, inode)"
            + " <> (excluded.size, excluded.mtime, excluded.ctime, excluded.inode)";

    private CatalogRows() {}

    static CatalogRow read(Rows rows) {
        FileStamp stamp = new FileStamp(rows.number(2), rows.number(3), rows.number(4), rows.number(5));
        String etag = rows.nullableText(7);
        return new CatalogRow(
                new ObjectKey(new String(rows.bytes(1), UTF_8)),
                stamp,
                rows.number(6),
                etag == null ? null : readConfirmation(rows, etag));
    }

    private static Confirmation readConfirmation(Rows rows, String etag) {
        byte @Nullable [] sha256 = rows.nullableBytes(8);
        return new Confirmation(
                etag,
                sha256 == null ? null : HashCode.fromBytes(sha256),
                rows.nullableText(9),
                Proof.valueOf(rows.text(10)),
                rows.number(11));
    }

    static void bindStamp(PreparedStatement statement, CatalogRow row) throws SQLException {
        statement.setBytes(1, row.path().utf8());
        statement.setLong(2, row.stamp().size());
        statement.setLong(3, row.stamp().mtimeNanos());
        statement.setLong(4, row.stamp().ctimeNanos());
        statement.setLong(5, row.stamp().inode());
        statement.setLong(6, row.seenMillis());
    }

    static void bindConfirmed(PreparedStatement statement, CatalogRow row) throws SQLException {
        Confirmation confirmation = row.confirmation();
        if (confirmation == null) {
            throw new IllegalArgumentException("row must be confirmed: " + row.path());
        }
        bindStamp(statement, row);
        HashCode sha256 = confirmation.sha256();
        statement.setString(7, confirmation.etag());
        statement.setBytes(8, sha256 == null ? null : sha256.asBytes());
        statement.setString(9, confirmation.uploadId());
        statement.setString(10, confirmation.proof().name());
        statement.setLong(11, confirmation.atMillis());
    }
}
