package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run and how long it took. */
record RunSpan(String runId, Instant start, Instant end) {
    /** Returns the milliseconds from start to end. */
    long millis() {
        return Duration.between(start, end).toMillis();
    }

    /** Returns what is to be remembered of the run. */
    RunRecord record(RunRecord.Kind kind, ExitCode code, @Nullable Problem problem, Map<String, Long> counts) {
        return new RunRecord(runId, kind, start, end, code, problem == null ? null : problem.message(), counts);
    }
}
