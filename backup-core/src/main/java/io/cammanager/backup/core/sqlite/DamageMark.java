package io.cammanager.backup.core.sqlite;

import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An empty file beside a database that was found damaged. Damage may lie where nobody looks until a run is half done, or where
 * only those look who may not set the file aside: the mark lets the next one who opens it know.
 */
public final class DamageMark {
    private static final Logger LOG = LoggerFactory.getLogger(DamageMark.class);

    private DamageMark() {}

    private static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + "-damaged");
    }

    static void leave(Path file) {
        try {
            if (!Files.exists(of(file))) {
                Files.createFile(of(file));
            }
        } catch (IOException e) {
            LOG.debug(
                    "could not mark {} as damaged: {}", file, LocalFailure.reason(e)); // whoever meets it says so again
        }
    }

    static void refuse(Path file) {
        if (Files.exists(of(file))) {
            throw new DamagedException(file, "an earlier run found it so", null);
        }
    }

    /** Takes the mark away, when another file has taken the place of the damaged one. */
    public static void remove(Path file) throws IOException {
        Files.deleteIfExists(of(file));
    }
}
