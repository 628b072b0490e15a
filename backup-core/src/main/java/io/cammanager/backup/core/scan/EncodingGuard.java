package io.cammanager.backup.core.scan;

import com.google.common.annotations.VisibleForTesting;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import org.jspecify.annotations.Nullable;

/** Refuses to run where the Java runtime would read every accent in a file name as a question mark. */
public final class EncodingGuard {
    private EncodingGuard() {}

    /** Throws a {@link BackupException} of {@link ExitCode#USAGE} unless file names are read as UTF-8. */
    public static void requireUtf8() {
        requireUtf8(System.getProperty("sun.jnu.encoding"));
    }

    @VisibleForTesting
    static void requireUtf8(@Nullable String encoding) {
        if (encoding != null && encoding.replace("-", "").equalsIgnoreCase("utf8")) {
            return;
        }
        throw new BackupException(
                ExitCode.USAGE,
                "cannot read file names in the encoding " + encoding
                        + ", only in UTF-8: set LC_ALL=C.UTF-8 in the environment and start again");
    }
}
