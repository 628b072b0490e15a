package io.cammanager.backup.core.scan;

import io.cammanager.backup.crypto.RcloneNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a directory in the order of the keys of its entries, in memory while it is small, through a file when it is not. */
final class DirectoryReader {
    private final int memoryLimit;
    private final Path scratch;

    /**
     * Makes a reader.
     *
     * @param memoryLimit from this many entries on they are sorted on disk
     * @param scratch an existing directory for the files that this needs
     */
    DirectoryReader(int memoryLimit, Path scratch) {
        this.memoryLimit = memoryLimit;
        this.scratch = scratch;
    }

    SortedSiblings read(Path directory) throws IOException {
        List<Sibling> found = new ArrayList<>();
        SpilledSiblings spilled = null;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Sibling sibling = look(entry);
                if (sibling == null) {
                    continue;
                }
                found.add(sibling);
                if (found.size() >= memoryLimit) {
                    spilled = spilled == null ? SpilledSiblings.create(scratch) : spilled;
                    spilled.addAll(found);
                    found.clear();
                }
            }
        } catch (DirectoryIteratorException e) {
            close(spilled);
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            close(spilled);
            throw e;
        }
        if (spilled != null) {
            spilled.addAll(found);
            return spilled;
        }
        Collections.sort(found);
        return new InMemory(found.iterator());
    }

    private static void close(@Nullable SpilledSiblings spilled) {
        if (spilled != null) {
            spilled.close();
        }
    }

    /** Returns null for an entry that went away while the directory was read. */
    private static @Nullable Sibling look(Path entry) {
        String segment = RcloneNames.keySegment(RawNames.of(entry));
        try {
            FileStat stat = FileStat.of(entry);
            return new Sibling(stat.kind() == FileStat.Kind.DIRECTORY ? segment + "/" : segment, stat);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            return new Sibling(segment, FileStat.UNKNOWN); // its neighbours can be saved all the same
        }
    }

    private record InMemory(Iterator<Sibling> siblings) implements SortedSiblings {
        @Override
        public boolean hasNext() {
            return siblings.hasNext();
        }

        @Override
        public Sibling next() {
            return siblings.next();
        }

        @Override
        public void close() {}
    }
}
