package io.cammanager.backup.cli.console;

import io.cammanager.backup.core.BackupException;

/** Where a password comes from that must not be on the command line. */
@FunctionalInterface
public interface PasswordInput {
    /**
     * Returns the password, never empty.
     *
     * @throws BackupException when none was given, or it cannot be read unseen
     */
    String read();
}
