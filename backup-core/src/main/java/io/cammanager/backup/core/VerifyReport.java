package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/** The end of a verification. {@code problem} is null when it went through, whatever it found. */
public record VerifyReport(
        VerifySummary summary, ExitCode exitCode, @Nullable Problem problem) {}
