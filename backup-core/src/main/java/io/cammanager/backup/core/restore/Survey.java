package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RestoreOptions.Existing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.ToLongFunction;

/** Counts what a restore would write, by sizes alone, so that it is known beforehand whether there is room for it. */
final class Survey {
    /** What file systems give out at a time. */
    private static final long BLOCK = 4096;

    private final TargetTree tree;
    private final Existing existing;
    private final ToLongFunction<Source> there;
    private long selected;
    private long files;
    private long bytes;
    private long room;

    /** Takes, with the rest, what tells how many bytes of a recording are on the disk of the target already. */
    Survey(TargetTree tree, Existing existing, ToLongFunction<Source> there) {
        this.tree = tree;
        this.existing = existing;
        this.there = there;
    }

    void add(Source source) {
        selected++;
        if (source.size() >= 0 && mustWrite(source.path(), source.size())) {
            files++;
            bytes += source.size();
            long missing = Math.max(0, source.size() - there.applyAsLong(source));
            room += (missing + BLOCK - 1) / BLOCK * BLOCK;
        }
    }

    /** A file of the same size is taken for the same, and one in the way for one that stays. */
    private boolean mustWrite(ObjectKey path, long size) {
        try {
            BasicFileAttributes found = tree.look(tree.resolve(path));
            return found == null || (existing == Existing.OVERWRITE && found.isRegularFile() && found.size() != size);
        } catch (EndingException | IOException e) {
            return false; // refused, or impossible, and said so when its turn comes
        }
    }

    long selected() {
        return selected;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** Throws when the disk of the target has not room enough. */
    void requireRoom() {
        Path root = tree.root();
        long free;
        try {
            free = Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "could not ask how much is free at " + Quoted.of(root.toString()) + ": " + Staging.reason(e)
                            + "; --no-space-check does without",
                    e);
        }
        if (room > free) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "cannot restore to " + Quoted.of(root.toString()) + ": " + files + " recordings need "
                            + amount(room)
                            + ", and " + amount(free) + " are free; make room, choose fewer with --camera, --from and"
                            + " --to, or pass --no-space-check");
        }
    }

    /** Both figures are of one unit, so that they can be compared. */
    private String amount(long quantity) {
        return room < 10 << 20 ? quantity + " bytes" : (quantity >> 20) + " MiB";
    }
}
