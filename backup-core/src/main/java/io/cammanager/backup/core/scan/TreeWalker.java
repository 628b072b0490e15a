package io.cammanager.backup.core.scan;

import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.crypto.RcloneNames;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Walks one directory tree, entry by entry, in the order of the entries' keys; holds one directory of each level in memory.
 * Links are not followed. Not thread-safe.
 */
public final class TreeWalker implements AutoCloseable {
    private final NameFilter filter;
    private final DirectoryReader reader;
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable ScanEntry pending;

    TreeWalker(NameFilter filter, DirectoryReader reader, Path directory, String path) {
        this.filter = filter;
        this.reader = reader;
        this.pending = descend(directory, path);
    }

    /** Returns the next entry, or null at the end. */
    public @Nullable ScanEntry next() {
        ScanEntry entry = pending;
        pending = null;
        while (entry == null && !levels.isEmpty()) {
            Level level = levels.getLast();
            if (level.siblings.hasNext()) {
                entry = visit(level, level.siblings.next());
            } else {
                levels.removeLast();
                level.siblings.close();
            }
        }
        return entry;
    }

    private @Nullable ScanEntry visit(Level level, Sibling sibling) {
        String path = level.path + sibling.segment();
        if (sibling.stat().kind() != FileStat.Kind.DIRECTORY) {
            return classify(new ObjectKey(path), sibling.stat(), filter);
        }
        if (!filter.mayHoldIncluded(path.substring(0, path.length() - 1))) {
            return new ScanEntry.LeftOut(new ObjectKey(path), 0, Reason.FILTERED);
        }
        return descend(RawNames.resolve(level.directory, RcloneNames.rawName(sibling.name())), path);
    }

    /** Says what an entry that is no directory means. */
    static ScanEntry classify(ObjectKey path, FileStat stat, NameFilter filter) {
        FileStamp stamp = stat.stamp();
        if (stat.kind() == FileStat.Kind.UNKNOWN) {
            return new ScanEntry.Unusable(path, 0, Reason.UNREADABLE, "its attributes could not be read");
        }
        if (stat.kind() != FileStat.Kind.REGULAR) {
            return new ScanEntry.LeftOut(path, 0, Reason.NOT_REGULAR);
        }
        if (!filter.includes(path.value())) {
            return new ScanEntry.LeftOut(path, stamp.size(), Reason.FILTERED);
        }
        return new ScanEntry.Recording(path, stamp);
    }

    /** Opens a directory; returns an entry only when that fails. */
    private @Nullable ScanEntry descend(Path directory, String path) {
        try {
            levels.addLast(new Level(directory, path, reader.read(directory)));
            return null;
        } catch (NoSuchFileException e) {
            return null; // gone since its parent was read: nothing here to save
        } catch (IOException e) {
            return new ScanEntry.Unusable(
                    new ObjectKey(path), 0, Reason.UNREADABLE, "directory not readable: " + LocalFailure.reason(e));
        }
    }

    @Override
    public void close() {
        levels.forEach(level -> level.siblings.close());
        levels.clear();
    }

    private record Level(Path directory, String path, SortedSiblings siblings) {}
}
