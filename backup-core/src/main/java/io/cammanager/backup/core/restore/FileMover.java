package io.cammanager.backup.core.restore;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts a finished file into its place in one step. */
final class FileMover {
    private FileMover() {}

    /**
     * Puts the file where nothing is.
     *
     * @throws FileAlreadyExistsException when there is something by now; it is not touched
     */
    static void place(Path from, Path to) throws IOException {
        try {
            // A move would replace a file that appeared a moment ago; a second name for the same file does not.
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.move(from, to); // no second names on this file system
        }
    }

    /** Puts the file in place of another one. */
    static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
