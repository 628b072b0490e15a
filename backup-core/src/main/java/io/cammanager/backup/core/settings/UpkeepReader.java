package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneOptions.Goal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what the daemon does beside sending and looking. */
record UpkeepReader(Reading reading) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    UpkeepSettings read() {
        return new UpkeepSettings(mirror(), prune(), retention());
    }

    private UpkeepSettings.@Nullable Mirror mirror() {
        String to = reading.takeIfSet(Setting.MIRROR_TO, RawValue::text);
        Duration interval = interval(Setting.MIRROR_INTERVAL);
        return to == null ? null : new UpkeepSettings.Mirror(to, interval);
    }

    private UpkeepSettings.@Nullable Prune prune() {
        Goal goal = goal();
        int keepDays = (int) (long)
                reading.take(Setting.PRUNE_KEEP_DAYS, value -> Values.number(value, 1, PruneOptions.MAX_KEEP_DAYS));
        Duration interval = interval(Setting.PRUNE_INTERVAL);
        return goal == null ? null : new UpkeepSettings.Prune(goal, keepDays, interval);
    }

    private UpkeepSettings.@Nullable Retention retention() {
        boolean applied = reading.take(Setting.RETENTION_APPLY, Values::yesOrNo);
        Duration interval = interval(Setting.RETENTION_INTERVAL);
        if (!applied) {
            return null;
        }
        Long days = reading.takeIfSet(Setting.RETENTION_DAYS, value -> Values.number(value, 1, ExpiryOptions.MAX_DAYS));
        if (days == null) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "RETENTION_APPLY is true but RETENTION_DAYS is not set: it says for how many days recordings are"
                            + " kept in the bucket");
        }
        return new UpkeepSettings.Retention(Math.toIntExact(days), interval);
    }

    private @Nullable Goal goal() {
        Goal keepFree = reading.takeIfSet(Setting.PRUNE_KEEP_FREE, value -> new Goal.KeepFree(Values.freeSpace(value)));
        Goal olderThan = reading.takeIfSet(
                Setting.PRUNE_OLDER_THAN, value -> new Goal.OlderThan(Values.duration(value, Duration.ZERO)));
        if (keepFree != null && olderThan != null) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "PRUNE_KEEP_FREE and PRUNE_OLDER_THAN are both set: one of the two says how much is deleted here");
        }
        return keepFree != null ? keepFree : olderThan;
    }

    private Duration interval(Setting setting) {
        return reading.take(setting, value -> Values.duration(value, SHORTEST));
    }
}
