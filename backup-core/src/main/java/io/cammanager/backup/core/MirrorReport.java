package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/** The end of a copy of a bucket. {@code problem} is null when it went through, whatever it found. */
public record MirrorReport(
        MirrorSummary summary, ExitCode exitCode, @Nullable Problem problem) {}
