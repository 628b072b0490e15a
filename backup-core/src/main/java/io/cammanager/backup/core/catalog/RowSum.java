package io.cammanager.backup.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import org.jspecify.annotations.Nullable;

/**
 * A CRC-32C over all that one row says. SQLite notices when a page is out of order, not when a bit of a value in it has changed;
 * a wrong hash or time would be believed.
 */
final class RowSum {
    /** Stands for the length of what is not there. */
    private static final int ABSENT = -1;

    private final Hasher hasher = Hashing.crc32c().newHasher();

    private RowSum() {}

    static int of(CatalogRow row) {
        RowSum sum = new RowSum().add(row.path().utf8());
        sum.hasher
                .putLong(row.stamp().size())
                .putLong(row.stamp().mtimeNanos())
                .putLong(row.stamp().ctimeNanos())
                .putLong(row.stamp().inode())
                .putLong(row.seenMillis());
        Confirmation confirmation = row.confirmation();
        if (confirmation != null) {
            HashCode sha256 = confirmation.sha256();
            sum.add(confirmation.etag())
                    .add(sha256 == null ? null : sha256.asBytes())
                    .add(confirmation.uploadId())
                    .add(confirmation.proof().name());
            sum.hasher.putLong(confirmation.atMillis());
        }
        return sum.hasher.hash().asInt();
    }

    static int of(String name, String value) {
        return new RowSum().add(name).add(value).hasher.hash().asInt();
    }

    static int of(byte[] path, long atMillis) {
        RowSum sum = new RowSum().add(path);
        sum.hasher.putLong(atMillis);
        return sum.hasher.hash().asInt();
    }

    static int of(ExpiryMark mark) {
        RowSum sum = new RowSum().add(mark.path().utf8()).add(mark.versionId()).add(mark.etag());
        sum.hasher
                .putLong(mark.at().toEpochMilli())
                .putLong(mark.servedAt().toEpochMilli())
                .putLong(ExpiryMarks.millis(mark.lockedUntil()));
        return sum.hasher.hash().asInt();
    }

    private RowSum add(@Nullable String text) {
        return add(text == null ? null : text.getBytes(UTF_8));
    }

    private RowSum add(byte @Nullable [] bytes) {
        hasher.putInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            hasher.putBytes(bytes);
        }
        return this;
    }
}
