package io.cammanager.backup.core.mirror;

import com.google.common.hash.HashCode;
import com.google.common.math.LongMath;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What the source says of the bytes of an object, and whether those that came are these. */
record Passing(ObjectInfo from, boolean hasMd5Etags) {
    private static final long MIB = 1L << 20;

    /** Returns the MD5 that the stored bytes should have, or null when nothing tells it. */
    @Nullable HashCode md5() {
        HashCode stated = RecordingMetadata.asStored(from).md5();
        return stated != null || !hasMd5Etags ? stated : RecordingMetadata.md5OfEtag(from.etag());
    }

    /** Refuses bytes that are not what they should be. */
    void require(Piece.Hashes actual) {
        HashCode md5 = md5();
        HashCode actualMd5 = actual.md5();
        if (md5 != null && !md5.equals(actualMd5)) {
            throw damaged("the MD5 of its bytes is " + actualMd5 + ", not " + md5);
        }
        HashCode sha256 = RecordingMetadata.asStored(from).sha256();
        HashCode actualSha256 = actual.sha256();
        if (sha256 != null && !actual.areEncrypted() && !sha256.equals(actualSha256)) {
            throw damaged("the SHA-256 of its bytes is " + actualSha256 + ", not " + sha256);
        }
    }

    private static MirrorEnd damaged(String detail) {
        return new MirrorEnd(MirrorResult.DAMAGED, detail);
    }

    /** Refuses an object whose ETag and metadata contradict each other; what else its bytes are, only reading them could tell. */
    void requireConsistent() {
        HashCode stated = RecordingMetadata.asStored(from).md5();
        HashCode etag = hasMd5Etags ? RecordingMetadata.md5OfEtag(from.etag()) : null;
        if (stated != null && etag != null && !stated.equals(etag)) {
            throw damaged("the MD5 of its bytes is " + etag + " by its ETag, not " + stated);
        }
    }

    /** Returns the size of which an object has so many parts: our own, or the smallest of whole mebibytes. */
    long partSize(long own) {
        long size = from.size();
        long least = divideUp(divideUp(size, parts()), MIB) * MIB;
        return divideUp(size, own) == parts() ? own : Math.max(SyncOptions.MIN_PART_SIZE_BYTES, least);
    }

    private static long divideUp(long dividend, long divisor) {
        return LongMath.divide(dividend, divisor, RoundingMode.CEILING);
    }

    /** Says how many parts the object was sent in; 1 for an object that was sent as a whole. */
    int parts() {
        String etag = from.etag();
        int dash = etag.lastIndexOf('-');
        return dash > 0 && etag.substring(dash + 1).matches("[1-9][0-9]{0,4}")
                ? Integer.parseInt(etag.substring(dash + 1))
                : 1;
    }
}
