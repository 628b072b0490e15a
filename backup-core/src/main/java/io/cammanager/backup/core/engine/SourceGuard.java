package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.Allowance;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Stops a run whose source is not what it was: a disk that is not mounted looks like recordings that were deleted. */
final class SourceGuard {
    private static final String DEVICE = "device";

    private SourceGuard() {}

    /** Returns the source without links, or stops the run. */
    static Path requireDirectory(Path source) {
        if (!Files.exists(source)) {
            throw new BackupException(
                    ExitCode.SAFETY_STOP,
                    "the source " + source + " does not exist: check RECORDINGS_DIR, and that its disk is mounted");
        }
        if (!Files.isDirectory(source)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the source " + source
                            + " is not a directory: RECORDINGS_DIR must name the directory that holds the"
                            + " cameras' directories");
        }
        try {
            return source.toRealPath();
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.SAFETY_STOP, "the source " + source + " cannot be read: " + LocalFailure.reason(e), e);
        }
    }

    /** Returns the source as states are told apart by it, whether it is there or not. */
    static Path identify(Path source) {
        try {
            return source.toRealPath();
        } catch (IOException e) {
            return source.toAbsolutePath().normalize();
        }
    }

    /** Stops the run when there is no file where there once were some, unless that is allowed. */
    static void requireFiles(Path source, long files, Catalog catalog, SyncOptions options) {
        boolean allowed = options.allowed().contains(Allowance.EMPTY_SOURCE);
        if (files == 0 && !allowed && catalog.hasEverConfirmed() && !isEmptiedByUs(source, catalog)) {
            throw new BackupException(
                    ExitCode.SAFETY_STOP,
                    "the source " + source
                            + " is empty, but recordings were backed up from it before: check that its disk is mounted, and if it"
                            + " is meant to be empty, run sync with --allow-empty-source");
        }
    }

    /** Deleting files here on purpose leaves the cameras' directories, which a disk that is not mounted does not show. */
    private static boolean isEmptiedByUs(Path source, Catalog catalog) {
        if (!catalog.isAllPruned()) {
            return false;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(source, Files::isDirectory)) {
            return directories.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    /** Warns when the source lies on another device than it did. */
    static void checkDevice(Path source, Catalog catalog, Consumer<String> warnings) {
        Optional<String> before = catalog.fact(DEVICE);
        String now = device(source);
        if (before.isPresent() && !before.get().equals(now)) {
            warnings.accept(
                    "the source " + source + " lies on another device than before: check that its disk is mounted");
        }
    }

    static void rememberDevice(Path source, Catalog catalog) {
        String now = device(source);
        if (!catalog.fact(DEVICE).equals(Optional.of(now))) {
            catalog.setFact(DEVICE, now);
        }
    }

    private static String device(Path source) {
        try {
            return source.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? String.valueOf(Files.getAttribute(source, "unix:dev"))
                    : "none";
        } catch (IOException e) {
            return "unknown";
        }
    }
}
