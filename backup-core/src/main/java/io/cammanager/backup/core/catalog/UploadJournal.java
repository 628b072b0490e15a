package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The uploads in parts that were begun and not finished yet, kept in the catalog, so that a run that is killed leaves
 * nothing that the next one does not know of. At most one for each file. Thread-safe. Held in memory as well, since it is
 * asked about every large file and nearly always empty.
 */
public final class UploadJournal {
    private static final int SHA256_BYTES = 32;
    static final String CREATE = "CREATE TABLE IF NOT EXISTS uploads (path BLOB PRIMARY KEY, key BLOB NOT NULL,"
            + " upload_id TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL,"
            + " inode INTEGER NOT NULL, part_size INTEGER NOT NULL, sha256 BLOB NOT NULL, md5 BLOB NOT NULL,"
            + " parts BLOB NOT NULL, id TEXT NOT NULL, nonce TEXT, begun INTEGER NOT NULL) WITHOUT ROWID";
    private static final String SELECT =
            "SELECT path, key, upload_id, size, mtime, ctime, inode, part_size, sha256, md5,"
                    + " parts, id, nonce, begun FROM uploads ORDER BY path";
    private static final String PUT =
            "INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Object lock;

    @GuardedBy("lock") private final Database database;

    @GuardedBy("lock") private final Map<ObjectKey, BegunUpload> uploads = new HashMap<>();

    private UploadJournal(Database database, Object lock) {
        this.database = database;
        this.lock = lock;
    }

    /** Reads the journal. */
    static UploadJournal load(Database database, Object lock) {
        UploadJournal journal = new UploadJournal(database, lock);
        journal.load();
        return journal;
    }

    private void load() {
        synchronized (lock) {
            for (BegunUpload upload : read(database)) {
                uploads.put(upload.path(), upload);
            }
        }
    }

    /** Reads the journal of a catalog that must not be written to. */
    static List<BegunUpload> look(Database database) {
        try (Rows rows = database.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'uploads'")) {
            if (!rows.next()) {
                return List.of();
            }
        }
        return read(database);
    }

    private static List<BegunUpload> read(Database database) {
        ImmutableList.Builder<BegunUpload> found = ImmutableList.builder();
        try (Rows rows = database.query(SELECT)) {
            while (rows.next()) {
                found.add(read(rows));
            }
        }
        return found.build();
    }

    private static BegunUpload read(Rows rows) {
        return new BegunUpload(
                new ObjectKey(new String(rows.bytes(1), UTF_8)),
                new ObjectKey(new String(rows.bytes(2), UTF_8)),
                rows.text(3),
                new FileStamp(rows.number(4), rows.number(5), rows.number(6), rows.number(7)),
                rows.number(8),
                new BegunUpload.Sums(
                        HashCode.fromBytes(rows.bytes(9)), HashCode.fromBytes(rows.bytes(10)), split(rows.bytes(11))),
                rows.text(12),
                rows.nullableText(13),
                rows.number(14));
    }

    private static List<HashCode> split(byte[] parts) {
        ImmutableList.Builder<HashCode> hashes = ImmutableList.builder();
        for (int at = 0; at < parts.length; at += SHA256_BYTES) {
            hashes.add(HashCode.fromBytes(Arrays.copyOfRange(parts, at, at + SHA256_BYTES)));
        }
        return hashes.build();
    }

    private static byte[] join(List<HashCode> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(parts.size() * SHA256_BYTES);
        parts.forEach(part -> bytes.writeBytes(part.asBytes()));
        return bytes.toByteArray();
    }

    /** Returns all uploads, in no order. */
    public List<BegunUpload> all() {
        synchronized (lock) {
            return List.copyOf(uploads.values());
        }
    }

    /** Returns the upload of a file that was begun. */
    public Optional<BegunUpload> find(ObjectKey path) {
        synchronized (lock) {
            return Optional.ofNullable(uploads.get(path));
        }
    }

    /** Notes that an upload was begun; survives a power cut when it returns. */
    public void add(BegunUpload upload) {
        FileStamp stamp = upload.stamp();
        synchronized (lock) {
            database.update(
                    PUT,
                    upload.path().utf8(),
                    upload.key().utf8(),
                    upload.uploadId(),
                    stamp.size(),
                    stamp.mtimeNanos(),
                    stamp.ctimeNanos(),
                    stamp.inode(),
                    upload.partSizeBytes(),
                    upload.sums().sha256().asBytes(),
                    upload.sums().md5().asBytes(),
                    join(upload.sums().parts()),
                    upload.id(),
                    upload.nonce(),
                    upload.begunMillis());
            uploads.put(upload.path(), upload);
        }
    }

    /** Forgets the upload of a file, which is finished or was given up; does nothing when there is none. */
    public void remove(ObjectKey path) {
        synchronized (lock) {
            if (uploads.remove(path) != null) {
                database.update("DELETE FROM uploads WHERE path = ?", (Object) path.utf8());
            }
        }
    }
}
