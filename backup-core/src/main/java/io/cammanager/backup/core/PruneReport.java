package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/** The end of a run that deletes files here. {@code problem} is null when it went through, whatever it found. */
public record PruneReport(
        PruneSummary summary, ExitCode exitCode, @Nullable Problem problem) {}
