package io.cammanager.backup.core;

/**
 * The counts of a verification: {@code checked = verified + unproven + missing + differing + failed}.
 *
 * @param bytesRead bytes of recordings downloaded and hashed; 0 at the levels that read no data
 * @param unknown objects in the bucket that nothing here ever confirmed
 */
public record VerifySummary(
        VerifyLevel level,
        long checked,
        long verified,
        long unproven,
        long missing,
        long differing,
        long failed,
        long unknown,
        long bytesRead,
        long durationMillis,
        long requests) {}
