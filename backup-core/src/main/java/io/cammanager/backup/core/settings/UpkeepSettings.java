package io.cammanager.backup.core.settings;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.RunRecord;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the daemon does beside sending and looking; each null for not at all. */
public record UpkeepSettings(
        @Nullable Mirror mirror,
        @Nullable Prune prune,
        @Nullable Retention retention) {
    public static final UpkeepSettings NONE = new UpkeepSettings(null, null, null);

    /**
     * Copies of the bucket.
     *
     * @param to a remote of the rclone.conf, such as {@code dr:recordings}, not yet looked up
     * @param interval from the start of one to that of the next; a minute or more
     */
    public record Mirror(String to, Duration interval) {}

    /**
     * Deletions here.
     *
     * @param keepDays as in {@link PruneOptions}
     * @param interval from the start of one to that of the next; a minute or more
     */
    public record Prune(PruneOptions.Goal goal, int keepDays, Duration interval) {}

    /**
     * Deletions from the bucket.
     *
     * @param days as in {@link ExpiryOptions}
     * @param interval from the start of one to that of the next; a minute or more
     */
    public record Retention(int days, Duration interval) {}

    /** Returns how much time lies between the runs of each kind that is scheduled. */
    public Map<RunRecord.Kind, Duration> intervals() {
        ImmutableMap.Builder<RunRecord.Kind, Duration> intervals = ImmutableMap.builder();
        if (mirror != null) {
            intervals.put(RunRecord.Kind.MIRROR, mirror.interval());
        }
        if (prune != null) {
            intervals.put(RunRecord.Kind.PRUNE, prune.interval());
        }
        if (retention != null) {
            intervals.put(RunRecord.Kind.RETENTION, retention.interval());
        }
        return intervals.buildOrThrow();
    }
}
