package io.cammanager.backup.core.restore;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.restore.ContentHashes.Md5;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the bucket says of the bytes of a recording. At most one hash is set: SHA-256 where we stored the recording, else
 * the MD5 that rclone noted, else the ETag of an object stored in one piece.
 *
 * @param provesItself the stream of its bytes ends in an error where they are not what was stored, as that of an encrypted
 *     recording with a tag does
 */
record ExpectedContent(
        long size, @Nullable HashCode sha256, @Nullable HashCode md5, boolean provesItself, FileTime mtime) {
    static ExpectedContent of(ObjectInfo info) {
        RecordingMetadata metadata = RecordingMetadata.of(info);
        HashCode sha256 = metadata.sha256();
        boolean encrypted = RecordingMetadata.isEncrypted(info);
        HashCode md5 = metadata.md5() == null && !encrypted ? RecordingMetadata.md5OfEtag(info.etag()) : metadata.md5();
        Long mtime = metadata.mtimeNanos();
        return new ExpectedContent(
                info.size(),
                sha256,
                sha256 == null ? md5 : null,
                encrypted && RecordingMetadata.asStored(info).sha256() != null,
                mtime == null ? FileTime.from(info.lastModified()) : FileTime.from(mtime, TimeUnit.NANOSECONDS));
    }

    boolean hasHash() {
        return sha256 != null || md5 != null;
    }

    boolean isProvable() {
        return hasHash() || provesItself;
    }

    /** Returns what has to be computed to compare. */
    Md5 wanted() {
        return md5 == null ? Md5.NOT_WANTED : Md5.WANTED;
    }

    /** Returns how these hashes differ from what is expected, or null when they do not or nothing is known. */
    @Nullable String difference(ContentHashes actual) {
        if (sha256 != null && !sha256.equals(actual.sha256())) {
            return "its SHA-256 is " + actual.sha256() + ", not " + sha256;
        }
        if (md5 != null && !md5.equals(actual.md5())) {
            return "its MD5 is " + actual.md5() + ", not " + md5;
        }
        return null;
    }
}
