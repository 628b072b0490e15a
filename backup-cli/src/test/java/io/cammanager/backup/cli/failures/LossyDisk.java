package io.cammanager.backup.cli.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a disk that loses with the power what was not synced: bytes without a later sync of their file, and names
 * without a later sync of the directory. Stricter than most file systems, which keep more.
 */
final class LossyDisk {
    private final String directory;
    private final Map<String, Inode> names = new HashMap<>();
    private final Map<String, Inode> syncedNames = new HashMap<>();

    LossyDisk(Path directory) {
        this.directory = directory.toString();
    }

    /** The bytes of a file, and what was done to them since they were last synced. */
    private static final class Inode {
        private byte[] synced = {};
        private final List<DiskCall> pending = new ArrayList<>();

        /** Returns the content with what is pending, or with a part of it that chance picks. */
        byte[] content(@Nullable Random keep) {
            byte[] content = synced;
            for (DiskCall call : pending) {
                if (keep == null || keep.nextBoolean()) {
                    content = apply(content, call);
                }
            }
            return content;
        }

        private static byte[] apply(byte[] content, DiskCall call) {
            if (call.kind() == DiskCall.Kind.TRUNCATE) {
                return Arrays.copyOf(content, (int) call.number());
            }
            byte[] data = call.data();
            int offset = call.number() < 0 ? content.length : (int) call.number();
            byte[] result = Arrays.copyOf(content, Math.max(content.length, offset + data.length));
            System.arraycopy(data, 0, result, offset, data.length);
            return result;
        }
    }

    void apply(DiskCall call) {
        Inode inode = names.get(call.path());
        switch (call.kind()) {
            case CREATE -> {
                Inode created = names.computeIfAbsent(call.path(), path -> new Inode());
                if (call.number() == 1) {
                    created.pending.add(new DiskCall(DiskCall.Kind.TRUNCATE, call.path(), "", 0));
                }
            }
            case WRITE, TRUNCATE -> {
                if (inode != null) {
                    inode.pending.add(call);
                }
            }
            case SYNC -> sync(call.path(), inode);
            case RENAME -> {
                if (inode != null) {
                    names.remove(call.path());
                    names.put(new String(call.data(), UTF_8), inode);
                }
            }
            case UNLINK -> names.remove(call.path());
        }
    }

    private void sync(String path, @Nullable Inode inode) {
        if (path.equals(directory)) {
            syncedNames.clear();
            syncedNames.putAll(names);
        } else if (inode != null) {
            inode.synced = inode.content(null);
            inode.pending.clear();
        }
    }

    /** Writes what is left after a power cut now: nothing that was not synced, or what chance lets survive of it. */
    void writeImage(Path to, @Nullable Random survives) throws IOException {
        Map<String, Inode> left = survives != null && survives.nextBoolean() ? names : syncedNames;
        for (Map.Entry<String, Inode> file : left.entrySet()) {
            String name = Path.of(file.getKey()).getFileName().toString();
            if (!name.endsWith("-shm")) { // an index in memory, made anew by whoever opens the file
                Inode inode = file.getValue();
                Files.write(to.resolve(name), survives == null ? inode.synced : inode.content(survives));
            }
        }
    }
}
