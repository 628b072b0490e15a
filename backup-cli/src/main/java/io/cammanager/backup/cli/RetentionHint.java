package io.cammanager.backup.cli;

import io.cammanager.backup.core.bucket.RuleWords;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to say where the bucket keeps recordings for another time than a sync counts with. */
final class RetentionHint {
    private RetentionHint() {}

    /**
     * Returns the hint, where one is needed.
     *
     * @param bucketDays for how long the bucket keeps recordings
     * @param local RETENTION_DAYS; null when it is not set
     */
    static Optional<String> of(int bucketDays, @Nullable Duration local) {
        String bucket = "the bucket keeps recordings for " + RuleWords.days(bucketDays);
        String advice = ": set RETENTION_DAYS=" + bucketDays;
        if (local == null) {
            return Optional.of(bucket + ", and RETENTION_DAYS is not set: what expired there and is still here is sent"
                    + " again" + advice);
        }
        long days = local.toDays();
        if (days > bucketDays) {
            return Optional.of(bucket + ", and RETENTION_DAYS is " + days
                    + ": what expired there and is still here is sent" + " again" + advice);
        }
        return days == bucketDays
                ? Optional.empty()
                : Optional.of(bucket + ", and RETENTION_DAYS is " + days
                        + ": what is older than that is not sent any more, though the bucket would keep it" + advice);
    }
}
