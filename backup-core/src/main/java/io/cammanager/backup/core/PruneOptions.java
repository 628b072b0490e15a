package io.cammanager.backup.core;

import java.time.Duration;

/**
 * Which files are deleted here, and on what proof.
 *
 * @param goal how much goes
 * @param keepDays files of the last so many days stay in any case, 1 to 36,500
 * @param level {@code HEAD} or {@code DATA}: what is asked of the bucket for each file
 * @param mode whether anything is deleted
 * @param transfers objects looked at at once, 1 to 256
 */
public record PruneOptions(Goal goal, int keepDays, VerifyLevel level, SyncOptions.Mode mode, int transfers) {
    public static final int DEFAULT_KEEP_DAYS = 1;
    public static final int MAX_KEEP_DAYS = 36_500;

    /** How much is deleted. */
    public sealed interface Goal {
        /** The oldest, until so much of the disk is free. */
        record KeepFree(FreeSpace space) implements Goal {}

        /** All that started longer ago. */
        record OlderThan(Duration age) implements Goal {
            public OlderThan {
                if (age.isNegative()) {
                    throw new IllegalArgumentException("age (" + age + ") must be 0 or more");
                }
            }
        }
    }

    public PruneOptions {
        if (keepDays < 1 || keepDays > MAX_KEEP_DAYS) {
            throw new IllegalArgumentException("keepDays (" + keepDays + ") must be 1 to " + MAX_KEEP_DAYS);
        }
        if (level != VerifyLevel.HEAD && level != VerifyLevel.DATA) {
            throw new IllegalArgumentException("level (" + level + ") must be HEAD or DATA: a listing is no proof");
        }
        if (transfers < 1 || transfers > 256) {
            throw new IllegalArgumentException("transfers (" + transfers + ") must be 1 to 256");
        }
    }

    /** Returns how old a file must be to be deleted. */
    public Duration minAge() {
        Duration kept = Duration.ofDays(keepDays);
        return goal instanceof Goal.OlderThan older && older.age().compareTo(kept) > 0 ? older.age() : kept;
    }
}
