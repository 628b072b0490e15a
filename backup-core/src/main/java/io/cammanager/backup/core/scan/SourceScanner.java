package io.cammanager.backup.core.scan;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.crypto.RcloneNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the source. Its first level is read at once and gives the cameras, each of which is then walked by itself, so that
 * several can be walked side by side.
 */
public final class SourceScanner {
    /** From this many entries on, a directory is sorted on disk. */
    public static final int DIRECTORY_MEMORY_LIMIT = 50_000;

    private final Path source;
    private final NameFilter filter;
    private final Shard shard;
    private final DirectoryReader reader;

    /**
     * Makes a scanner.
     *
     * @param shard the cameras that are meant; of the others nothing is told, not even that they are left out
     * @param scratch an existing directory for temporary files
     */
    public SourceScanner(Path source, NameFilter filter, Shard shard, Path scratch) {
        this(source, filter, shard, new DirectoryReader(DIRECTORY_MEMORY_LIMIT, scratch));
    }

    SourceScanner(Path source, NameFilter filter, Shard shard, DirectoryReader reader) {
        this.shard = shard;
        this.source = source;
        this.filter = filter;
        this.reader = reader;
    }

    /**
     * The first level of the source.
     *
     * @param entries what stands beside the cameras, in the order of the keys
     * @param cameras the directories, as segments of a key, without a slash
     */
    public record FirstLevel(List<ScanEntry> entries, List<String> cameras) {
        public FirstLevel {
            entries = ImmutableList.copyOf(entries);
            cameras = ImmutableList.copyOf(cameras);
        }

        public boolean isEmpty() {
            return entries.isEmpty() && cameras.isEmpty();
        }
    }

    /** Reads the first level; throws when the source cannot be read, since nothing can be said of its content then. */
    public FirstLevel firstLevel() {
        ImmutableList.Builder<ScanEntry> entries = ImmutableList.builder();
        ImmutableList.Builder<String> cameras = ImmutableList.builder();
        try (SortedSiblings siblings = reader.read(source)) {
            while (siblings.hasNext()) {
                Sibling sibling = siblings.next();
                ObjectKey path = new ObjectKey(sibling.segment());
                if (!shard.includes(path)) {
                    continue; // another worker's
                }
                if (sibling.stat().kind() != FileStat.Kind.DIRECTORY) {
                    entries.add(TreeWalker.classify(path, sibling.stat(), filter));
                } else if (filter.mayHoldIncluded(sibling.name())) {
                    cameras.add(sibling.name());
                } else {
                    entries.add(new ScanEntry.LeftOut(path, 0, Reason.FILTERED));
                }
            }
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.SAFETY_STOP,
                    "the source " + source + " cannot be read (" + LocalFailure.reason(e)
                            + "): check that its disk is mounted and that this user" + " may read it",
                    e);
        }
        return new FirstLevel(entries.build(), cameras.build());
    }

    /** Says whether a file at this path would be saved, were it there. */
    public boolean wants(ObjectKey path) {
        return shard.includes(path) && filter.includes(path.value());
    }

    /** Walks one camera's directory. */
    public TreeWalker camera(String segment) {
        return new TreeWalker(filter, reader, RawNames.resolve(source, RcloneNames.rawName(segment)), segment + "/");
    }
}
