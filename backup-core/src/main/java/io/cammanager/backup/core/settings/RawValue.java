package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;

/** The text of a setting before anything is made of it; empty when nothing sets it. */
record RawValue(Setting setting, String text, Origin origin) {
    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Returns what the user set, under the name by which the user set it. */
    String name() {
        return switch (origin.kind()) {
            case FLAG -> origin.name();
            case FILE -> setting.name() + "_FILE";
            case REMOTE -> setting.name() + " from rclone.conf " + Quoted.of("[" + origin.name() + "]");
            case ENVIRONMENT, DEFAULT -> setting.name();
        };
    }

    /** Returns the exception for a value that may be repeated in the message; a secret's never is. */
    BackupException refused(String rule) {
        return setting.secret() ? refusedUnseen(rule) : usage(name() + " (" + Quoted.of(text) + ") " + rule);
    }

    /** Returns the exception for a value that may hold something secret. */
    BackupException refusedUnseen(String rule) {
        return usage(name() + " " + rule);
    }

    SettingValue shown() {
        return shownAs(text);
    }

    SettingValue shownAs(String effective) {
        String shown = effective.isEmpty() ? setting.emptyText() : setting.secret() ? "***" : effective;
        return new SettingValue(setting, shown, origin);
    }

    private static BackupException usage(String message) {
        return new BackupException(ExitCode.USAGE, message);
    }
}
