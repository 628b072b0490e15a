package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/** The end of a run that deletes what is too old. {@code problem} is null when it went through, whatever it found. */
public record ExpiryReport(
        ExpirySummary summary, ExitCode exitCode, @Nullable Problem problem) {}
