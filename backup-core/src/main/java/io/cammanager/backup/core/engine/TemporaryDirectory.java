package io.cammanager.backup.core.engine;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A directory for the temporary files of a run that only reads, removed on close. */
record TemporaryDirectory(Path path) implements AutoCloseable {
    private static final String NAME = "cammanager-backup-";

    static TemporaryDirectory create() {
        return createIn(null);
    }

    /**
     * Makes one in a directory.
     *
     * @param parent must be there; null for the directory of temporary files
     */
    static TemporaryDirectory createIn(@Nullable Path parent) {
        try {
            return new TemporaryDirectory(
                    parent == null ? Files.createTempDirectory(NAME) : Files.createTempDirectory(parent, NAME));
        } catch (IOException e) {
            if (parent != null) {
                throw new BackupException(
                        ExitCode.LOCAL_STATE,
                        "cannot make a directory in " + Quoted.of(parent.toString()) + ": " + LocalFailure.reason(e)
                                + "; name a directory that is there and can be written to with --scratch",
                        e);
            }
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
