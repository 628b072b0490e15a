package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.DurableNames;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.sqlite.DamageMark;
import io.cammanager.backup.core.sqlite.DamagedException;
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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the state directory that belongs to one source, bucket and prefix. */
record StateDirectory(Path path, CatalogIdentity identity) {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String CATALOG = "catalog.db";
    private static final String ASIDE = "catalog.corrupt-";

    static StateDirectory of(Path root, CatalogIdentity identity) {
        return new StateDirectory(root.toAbsolutePath().resolve(identity.directoryName()), identity);
    }

    private Path catalogFile() {
        return path.resolve(CATALOG);
    }

    /** Returns the directory for temporary files of the run that holds the lock. */
    Path scratch() {
        return path.resolve("tmp");
    }

    void create() {
        try {
            DurableNames.createDirectories(path, OWNER_ONLY);
            if (!Files.isWritable(path)) {
                throw new IOException(
                        Files.getFileStore(path).isReadOnly() ? "its file system is read-only" : "not writable");
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
            return presuming(Catalog.open(catalogFile(), identity));
        } catch (DamagedException e) {
            Path aside = path.resolve(ASIDE + clock.millis());
            setAside(aside);
            warnings.accept("the catalog was damaged and is set aside as " + aside
                    + "; a new one is made from what is in the bucket");
            return presuming(Catalog.open(catalogFile(), identity));
        }
    }

    /** What was set aside may have known of recordings in the bucket: an empty source or bucket is no fresh start. */
    private Catalog presuming(Catalog catalog) {
        try (DirectoryStream<Path> asides = Files.newDirectoryStream(path, ASIDE + "*")) {
            if (asides.iterator().hasNext()) {
                catalog.presumeConfirmed();
            }
            return catalog;
        } catch (IOException e) {
            catalog.close();
            throw unusable(e);
        }
    }

    private void setAside(Path aside) {
        try {
            for (String part : List.of("", "-wal", "-shm")) {
                Path from = path.resolve(CATALOG + part);
                if (Files.exists(from)) {
                    Files.move(from, path.resolve(aside.getFileName() + part));
                }
            }
            DurableNames.sync(path); // or the mark might be gone and the damaged file back in its place
            DamageMark.remove(catalogFile());
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

    /** Changes what is remembered by a name, if there is a catalog. */
    void changeFact(String name, UnaryOperator<String> change) {
        if (Files.exists(catalogFile())) {
            Catalog.changeFact(catalogFile(), identity, name, change);
        }
    }

    /** Remembers what was read back, if there is a catalog. */
    void rememberRead(Collection<ObjectKey> paths, Instant at) {
        if (Files.exists(catalogFile())) {
            Catalog.rememberRead(catalogFile(), identity, paths, at);
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

    /** Opens the catalog for who tells what is in it; throws when it is damaged. */
    Catalog openCatalogForStatus() {
        return Catalog.openForReading(catalogFile(), identity);
    }

    /** Opens the catalog for who only makes use of it; a damaged one is, as for the next sync, one that was lost. */
    Catalog openCatalogForReading() {
        try {
            return openCatalogForStatus();
        } catch (DamagedException e) {
            LOG.warn("what was confirmed before is not known here: {}", e.getMessage());
            Catalog empty = Catalog.empty(identity);
            empty.presumeConfirmed();
            return empty;
        }
    }
}
