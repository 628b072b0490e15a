package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/** The end of a sync. {@code problem} is null when the run went through, even with files that failed. */
public record SyncReport(
        String runId,
        SyncSummary summary,
        ExitCode exitCode,
        @Nullable Problem problem) {}
