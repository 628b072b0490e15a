package io.cammanager.backup.core.engine;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for the temporary files of a run that only reads, removed on close. */
record TemporaryDirectory(Path path) implements AutoCloseable {
    private static final String NAME = "cammanager-backup-";

    static TemporaryDirectory create() {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(NAME));
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE, "cannot create a temporary directory: " + LocalFailure.reason(e), e);
        }
    }

    @Override
    public void close() {
        try {
            MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new BackupException(ExitCode.LOCAL_STATE, "cannot remove " + path + ": " + LocalFailure.reason(e), e);
        }
    }
}
