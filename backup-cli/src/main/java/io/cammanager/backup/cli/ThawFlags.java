package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ThawOptions;
import picocli.CommandLine.Option;

/** The options of how recordings are fetched back from a cold storage class. */
final class ThawFlags {
    @Option(
            names = "--thaw-days",
            paramLabel = "DAYS",
            description =
                    "How long what lies in a cold storage class (GLACIER, DEEP_ARCHIVE) can be read once the store has"
                            + " fetched it back, 1 to 365. Default: 7. The first restore asks for it, a later one brings it back.")
    private int days = ThawOptions.DEFAULT.days();

    @Option(
            names = "--thaw-tier",
            paramLabel = "TIER",
            description =
                    "How fast, and how dear: standard (hours; the default), bulk (up to two days) or expedited (minutes;"
                            + " not out of DEEP_ARCHIVE).")
    private ThawOptions.Tier tier = ThawOptions.DEFAULT.tier();

    ThawOptions options() {
        try {
            return new ThawOptions(days, tier);
        } catch (IllegalArgumentException e) {
            throw new BackupException(ExitCode.USAGE, "--thaw-days: " + e.getMessage(), e);
        }
    }
}
