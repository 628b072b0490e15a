package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.DurableNames;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.scan.UnsafeKeyException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The directory that receives the recordings. No link below it is followed, so that nothing is written outside of it. */
final class TargetTree {
    private final Path root;
    private final Set<Path> touched = ConcurrentHashMap.newKeySet();

    private TargetTree(Path root) {
        this.root = root;
    }

    /** Opens the target, creating it when it is missing. The target itself may be a link: its owner named it. */
    static TargetTree open(Path target) {
        try {
            if (!Files.isDirectory(target)) {
                Files.createDirectories(target);
            }
            return new TargetTree(target.toRealPath());
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(
                    ExitCode.USAGE, "cannot restore to " + Quoted.of(target.toString()) + ": it is not a directory", e);
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "could not create " + Quoted.of(target.toString()) + ": " + Staging.reason(e),
                    e);
        }
    }

    Path root() {
        return root;
    }

    /** Returns the file of a path; refuses one that leads elsewhere. */
    Path resolve(ObjectKey path) {
        try {
            return KeyNames.toPath(root, path);
        } catch (UnsafeKeyException e) {
            throw new EndingException(
                    new Ending(RestoreResult.REFUSED, "its key cannot be the name of a file: " + e.reason()));
        }
    }

    /** Creates the directories that lead to a file. */
    void makeParents(Path file) throws IOException {
        Path relative = root.relativize(file);
        Path directory = root;
        for (int i = 0; i < relative.getNameCount() - 1; i++) {
            touched.add(directory);
            directory = directory.resolve(relative.getName(i));
            makeDirectory(directory);
        }
        touched.add(directory);
    }

    private void makeDirectory(Path directory) throws IOException {
        BasicFileAttributes found = look(directory);
        if (found == null) {
            try {
                Files.createDirectory(directory);
                return;
            } catch (FileAlreadyExistsException e) {
                found = look(directory); // another thread was faster, or somebody plants links
            }
        }
        if (found != null && found.isDirectory()) {
            return;
        }
        String what = Quoted.of(root.relativize(directory).toString());
        throw new EndingException(
                found != null && found.isSymbolicLink()
                        ? new Ending(RestoreResult.REFUSED, what + " is a link and might lead elsewhere")
                        : Ending.conflict(what + " is in the way and is not a directory"));
    }

    /** Returns what stands at a place, a link as such, or null when there is nothing. */
    @Nullable BasicFileAttributes look(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Brings the names of all that was put into the tree to the disk. */
    void sync() {
        touched.forEach(DurableNames::sync);
    }
}
