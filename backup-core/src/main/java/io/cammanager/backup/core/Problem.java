package io.cammanager.backup.core;

/** Why a run ended early: the exit code and one sentence for people. */
public record Problem(ExitCode exitCode, String message) {}
