package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.layer.CryptCanary;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bucket that is cared for.
 *
 * @param store as it is, not decrypted
 * @param prefix empty, or ending in a slash
 * @param crypt null where recordings are kept as they are
 * @param source the recordings here; it need not be there
 * @param host the name of this machine, for messages only
 * @param random draws nonces and ids
 */
public record BucketContext(
        Place place,
        ObjectStore store,
        BucketAdmin admin,
        String prefix,
        @Nullable RcloneCrypt crypt,
        Path source,
        String host,
        Clock clock,
        SecureRandom random) {
    /** Where it is, in words. */
    public record Place(String bucket, String endpoint) {}

    /** Stops when there is no bucket, or when it was written with another encryption password. */
    void requireBucket() {
        if (!store.bucketExists()) {
            throw new BackupException(
                    ExitCode.BUCKET_MISSING,
                    "there is no bucket \"" + place.bucket() + "\" at " + place.endpoint()
                            + ": check S3_BUCKET and S3_ENDPOINT, or make it with bucket init");
        }
        if (crypt != null) {
            boolean unused = new CryptCanary(store, prefix, crypt).check();
        }
    }

    /** Does the work of a command; what the store refuses ends it with its own exit code. */
    static <T> T told(Supplier<T> work, String whatToDo) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw ending(e, whatToDo);
        }
    }

    /** Says whether a store refused what it was asked for as such, and not this key or this moment. */
    static boolean cannot(StoreException e) {
        return switch (e.kind()) {
            case NOT_IMPLEMENTED, REJECTED, NOT_FOUND, CONFLICT -> true;
            default -> false;
        };
    }

    /** Returns the failure as the end of a command whose work stays undone. */
    static BackupException ending(StoreException e, String whatToDo) {
        return cannot(e)
                ? new BackupException(ExitCode.INCOMPLETE, e.getMessage() + ": " + whatToDo, e)
                : e.endingRun();
    }
}
