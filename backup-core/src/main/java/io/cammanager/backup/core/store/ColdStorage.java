package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableSet;
import io.cammanager.backup.core.ThawOptions.Tier;
import java.util.Set;

/**
 * Where an object lies that cannot be read before it is fetched back.
 *
 * @param storageClass in S3's words, such as {@code GLACIER}
 * @param isThawing whether that was asked for already, and is under way
 */
public record ColdStorage(String storageClass, boolean isThawing) {
    private static final String GLACIER = "GLACIER";
    private static final String DEEP_ARCHIVE = "DEEP_ARCHIVE";

    /** {@code GLACIER_IR} is none of them: it is read at once. */
    private static final Set<String> CLASSES = ImmutableSet.of(GLACIER, DEEP_ARCHIVE);

    /** Says whether what is stored in a class has to be fetched back. */
    public static boolean isCold(String storageClass) {
        return CLASSES.contains(storageClass);
    }

    /**
     * Returns how long AWS takes to fetch an object back, in words to follow "in"; other stores may differ.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html">AWS's
     *     retrieval options</a>
     */
    public String timeToThaw(Tier tier) {
        return switch (storageClass) {
            case GLACIER ->
                switch (tier) {
                    case EXPEDITED -> "1 to 5 minutes";
                    case STANDARD -> "3 to 5 hours";
                    case BULK -> "5 to 12 hours";
                };
            case DEEP_ARCHIVE -> tier == Tier.BULK ? "up to 48 hours" : "up to 12 hours";
            default -> "minutes to two days";
        };
    }
}
