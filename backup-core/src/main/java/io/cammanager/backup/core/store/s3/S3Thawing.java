package io.cammanager.backup.core.store.s3;

import com.google.common.base.Strings;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.store.ColdStorage;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * Objects in cold storage classes, which S3 calls archived, and their being fetched back, which it calls a restore.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html">RestoreObject</a>
 */
record S3Thawing(S3Client client, String bucket, S3Exceptions exceptions) {
    /** Returns where an object lies that cannot be read now; null where it can. */
    static @Nullable ColdStorage coldOf(HeadObjectResponse head) {
        String storageClass = Strings.nullToEmpty(head.storageClassAsString());
        String restore = Strings.nullToEmpty(head.restore());
        boolean isThawed = restore.contains("ongoing-request=\"false\"");
        return isThawed || !ColdStorage.isCold(storageClass)
                ? null
                : new ColdStorage(storageClass, restore.contains("ongoing-request=\"true\""));
    }

    void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options) {
        try {
            exceptions.translate(
                    "fetch back",
                    key.value(),
                    () -> client.restoreObject(restore -> restore.bucket(bucket)
                            .key(key.value())
                            .versionId(versionId)
                            .restoreRequest(wanted -> wanted.days(options.days())
                                    .glacierJobParameters(job -> job.tier(tier(options.tier()))))));
        } catch (StoreException e) {
            if (e.kind() != Kind.CONFLICT) { // it is under way already
                throw e;
            }
        }
    }

    private static Tier tier(ThawOptions.Tier tier) {
        return switch (tier) {
            case EXPEDITED -> Tier.EXPEDITED;
            case STANDARD -> Tier.STANDARD;
            case BULK -> Tier.BULK;
        };
    }
}
