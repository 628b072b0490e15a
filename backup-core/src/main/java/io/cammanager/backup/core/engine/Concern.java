package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.plan.Planner;
import io.cammanager.backup.core.scan.NameFilter;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings a run is about.
 *
 * @param keepFrom recordings that started before this are too old; null when none is
 */
record Concern(NameFilter filter, Shard shard, @Nullable LocalDateTime keepFrom) {
    /** Reads the options; bad filter rules end the run. */
    static Concern of(EngineSetup setup, SyncOptions options) {
        LocalDateTime keepFrom = options.retention() == null
                ? null
                : LocalDateTime.now(setup.clock()).minus(options.retention());
        try {
            return new Concern(NameFilter.of(options.filters()), setup.shard(), keepFrom);
        } catch (IllegalArgumentException e) {
            throw new BackupException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    boolean includes(ObjectKey path) {
        return shard.includes(path) && filter.includes(path.value()) && !Planner.isTooOld(path, keepFrom);
    }
}
