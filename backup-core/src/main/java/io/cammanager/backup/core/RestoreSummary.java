package io.cammanager.backup.core;

/** The counts of a restore: {@code selected = restored + unchanged + conflicts + refused + damaged + failed}. */
public record RestoreSummary(
        long selected,
        long restored,
        long unchanged,
        long conflicts,
        long refused,
        long damaged,
        long failed,
        long bytesRestored,
        long durationMillis,
        long requests) {}
