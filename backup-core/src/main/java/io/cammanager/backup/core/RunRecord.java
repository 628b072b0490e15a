package io.cammanager.backup.core;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended, as the state directory remembers it. Dry runs leave none.
 *
 * @param problem why it ended early; null when it went through
 * @param counts the fields of its summary, by the names that they have in JSON, such as {@code uploaded}
 */
public record RunRecord(
        String runId,
        Kind kind,
        Instant started,
        Instant ended,
        ExitCode exitCode,
        @Nullable String problem,
        Map<String, Long> counts) {
    /** The count of what a rotation has read; only a rotation has it. */
    public static final String ROTATED = "rotated";

    /**
     * The days for which the bucket locks each new recording, 0 for not at all; only a verification has it that could ask.
     */
    public static final String LOCK_DAYS = "lock_days";

    /** What was run. */
    public enum Kind {
        SYNC,
        VERIFY,
        /** A verification of the level {@link VerifyLevel#DRILL}. */
        DRILL,
        PRUNE,
        MIRROR,
        /** A run of ours that deletes from the bucket what is too old; the rules of the store leave no record. */
        RETENTION,
        /** An examination of all that a backup relies on; its counts are those of the verdicts. */
        DOCTOR
    }

    public RunRecord {
        counts = ImmutableMap.copyOf(counts);
    }

    /** Returns how long it took; never negative, whatever the clock did. */
    public Duration duration() {
        Duration passed = Duration.between(started, ended);
        return passed.isNegative() ? Duration.ZERO : passed;
    }

    public boolean succeeded() {
        return exitCode == ExitCode.OK;
    }

    /** Says whether it was broken off from outside, which tells nothing of the backup. */
    public boolean wasBrokenOff() {
        return exitCode == ExitCode.INTERRUPTED || exitCode == ExitCode.TERMINATED;
    }

    /** Returns how deep a verification has looked; empty for what is none, and for those of earlier versions. */
    public Optional<VerifyLevel> level() {
        return Stream.of(VerifyLevel.values())
                .filter(level -> counts.containsKey(level.countName()))
                .findFirst();
    }

    /** Says whether it was a verification that read back what was read the longest ago. */
    public boolean isRotation() {
        return counts.containsKey(ROTATED);
    }

    /** Returns a count of the summary, 0 when it has none of that name. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
