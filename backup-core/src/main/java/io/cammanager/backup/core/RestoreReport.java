package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/** The end of a restore. {@code problem} is null when it went through, even with files that failed. */
public record RestoreReport(
        RestoreSummary summary, ExitCode exitCode, @Nullable Problem problem) {}
