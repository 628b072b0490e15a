package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The directory inside the target where recordings are put together: on the same file system, so that they can be moved
 * into place in one step, and readable by nobody else.
 */
final class Staging implements AutoCloseable {
    private static final String PREFIX = ".cammanager-restore-";

    private final Path directory;
    private final AtomicLong files = new AtomicLong();

    private Staging(Path directory) {
        this.directory = directory;
    }

    static Staging in(Path target, BackupListener listener) {
        try {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(target, PREFIX + "*")) {
                left.forEach(path -> listener.onEvent(new BackupEvent.Warning(
                        Quoted.of(path.toString()) + " belongs to another restore; when none is running, delete it")));
            }
            return new Staging(Files.createTempDirectory(target, PREFIX));
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE, "could not write to " + Quoted.of(target.toString()) + ": " + reason(e), e);
        }
    }

    /** Creates an empty file. Its name is one that no backup takes. */
    StagedFile create() {
        return StagedFile.create(directory.resolve(files.incrementAndGet() + ".part"));
    }

    /** Removes the directory; what cannot be removed is left, since nothing better can be done about it. */
    @Override
    public void close() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            // The next restore warns about it.
        }
    }

    /** Returns the cause without the path, which the message has already. */
    static String reason(IOException e) {
        String reason = e instanceof java.nio.file.FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : Quoted.of(reason);
    }
}
