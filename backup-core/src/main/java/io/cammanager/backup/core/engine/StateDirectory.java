package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.sqlite.Database;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of the state directory that belongs to one source, bucket and prefix. */
record StateDirectory(Path path, CatalogIdentity identity) {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    static StateDirectory of(Path root, CatalogIdentity identity) {
        return new StateDirectory(root.toAbsolutePath().resolve(identity.directoryName()), identity);
    }

    private Path catalogFile() {
        return path.resolve("catalog.db");
    }

    /** Returns the directory for temporary files of the run that holds the lock. */
    Path scratch() {
        return path.resolve("tmp");
    }

    void create() {
        try {
            Files.createDirectories(path, OWNER_ONLY);
            if (!Files.isWritable(path)) {
                throw new IOException("not writable");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Makes the directory for temporary files, or empties it of what a killed run has left. */
    void clearScratch() {
        try {
            Files.createDirectories(scratch(), OWNER_ONLY);
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(scratch())) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private BackupException unusable(IOException e) {
        return new BackupException(
                ExitCode.LOCAL_STATE,
                "the state directory " + path + " cannot be used (" + LocalFailure.reason(e)
                        + "): make it writable for this user, or name another one with STATE_DIR",
                e);
    }

    /** Opens the catalog for writing; a damaged one is set aside first, since it can be rebuilt from the bucket. */
    Catalog openCatalog(Clock clock, Consumer<String> warnings) {
        try {
            return Catalog.open(catalogFile(), identity);
        } catch (Database.DamagedException e) {
            Path aside = path.resolve("catalog.corrupt-" + clock.millis());
            setAside(aside);
            warnings.accept("the catalog was damaged and is set aside as " + aside
                    + "; a new one is made from what is in the bucket");
            return Catalog.open(catalogFile(), identity);
        }
    }

    private void setAside(Path aside) {
        try {
            Files.move(catalogFile(), aside);
            Files.deleteIfExists(path.resolve("catalog.db-wal"));
            Files.deleteIfExists(path.resolve("catalog.db-shm"));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Remembers a run that has ended, if there is a catalog. */
    void remember(RunRecord run) {
        if (Files.exists(catalogFile())) {
            Catalog.remember(catalogFile(), identity, run);
        }
    }

    /** Refuses a state that may be there and cannot be looked at: it must not be taken for one that was never made. */
    void requireReadable() {
        try {
            BasicFileAttributes unused = Files.readAttributes(catalogFile(), BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            requireNothingInItsPlace(); // where nothing was ever backed up from here
            return;
        } catch (IOException e) {
            throw unreadable(LocalFailure.reason(e), e);
        }
        if (!Files.isReadable(catalogFile())) {
            throw unreadable("permission denied", null);
        }
    }

    /** Newer runtimes say of what lies below a file that it is missing, and not that the file is no directory. */
    private void requireNothingInItsPlace() {
        for (Path above = path; above != null && !Files.isDirectory(above); above = above.getParent()) {
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
                throw unreadable("not a directory", null);
            }
        }
    }

    private BackupException unreadable(String reason, @Nullable IOException cause) {
        return new BackupException(
                ExitCode.LOCAL_STATE,
                "the state in " + path + " cannot be read (" + reason
                        + "): make it readable for this user, or name another one with STATE_DIR",
                cause);
    }

    Catalog openCatalogForReading() {
        return Catalog.openForReading(catalogFile(), identity);
    }
}
