package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.MirrorOptions;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What copying a bucket needs of its run.
 *
 * @param keeping of what is replaced at the target; null where nothing is written
 * @param scratch a directory for the bytes on their way
 * @param copiesFrom the name of the source bucket, where the target's store copies from it by itself; else null
 */
public record MirrorContext(
        End source,
        End target,
        ConfirmedRows rows,
        @Nullable Keeping keeping,
        MirrorOptions options,
        Path scratch,
        BackupListener listener,
        @Nullable String copiesFrom) {
    /**
     * One of the two buckets.
     *
     * @param store as it is, not decrypted
     * @param prefix empty, or ending in a slash
     * @param traits null where the store was never tried
     */
    public record End(
            ObjectStore store, String prefix, @Nullable StoreTraits traits) {
        ObjectKey key(ObjectKey path) {
            return new ObjectKey(prefix + path.value());
        }

        /** Says whether the ETag of a plain upload may be taken for the MD5 of its bytes; what was never tried, may be. */
        boolean hasMd5Etags() {
            return traits == null || traits.etagIsMd5() == StoreTraits.Enforcement.HOLDS;
        }
    }
}
