package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ExitCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one check has found.
 *
 * @param check what was looked at, in a word or two
 * @param found one line without a full stop
 * @param remedy what to do about it; null where nothing needs to be done
 * @param exitCode {@code OK} where nothing failed
 */
public record Finding(
        String check,
        Verdict verdict,
        String found,
        @Nullable String remedy,
        ExitCode exitCode) {
    /** How bad it is. */
    public enum Verdict {
        OK,
        WARN,
        FAIL,
        /** It was not looked at, or could not be. */
        UNKNOWN;

        /** Returns the verdict as one word for machines, such as {@code warn}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String NOT_TRIED = "not tried: ";

    /** Says that it was left out, because of something else. */
    public boolean isNotTried() {
        return verdict == Verdict.UNKNOWN && found.startsWith(NOT_TRIED);
    }

    static Finding notTried(String check, String because) {
        return unknown(check, NOT_TRIED + because);
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Verdict.OK, found, null, ExitCode.OK);
    }

    static Finding warn(String check, String found, String remedy) {
        return new Finding(check, Verdict.WARN, found, remedy, ExitCode.OK);
    }

    static Finding fail(String check, ExitCode exitCode, String found, @Nullable String remedy) {
        return new Finding(check, Verdict.FAIL, found, remedy, exitCode);
    }

    static Finding unknown(String check, String found) {
        return new Finding(check, Verdict.UNKNOWN, found, null, ExitCode.OK);
    }
}
