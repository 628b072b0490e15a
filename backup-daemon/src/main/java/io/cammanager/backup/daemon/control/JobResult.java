package io.cammanager.backup.daemon.control;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ExitCode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param problem why it ended early, for people; null when it went through
 * @param counts the fields of its summary, by their names in JSON; empty when it ended without one
 */
public record JobResult(
        Instant started,
        Instant ended,
        ExitCode exitCode,
        @Nullable String problem,
        Map<String, Long> counts) {
    public JobResult {
        counts = ImmutableMap.copyOf(counts);
    }
}
