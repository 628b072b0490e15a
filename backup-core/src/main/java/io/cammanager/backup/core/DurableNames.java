package io.cammanager.backup.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/** Brings names to the disk: a file that was made or renamed may be gone after a power cut, whatever was synced of its bytes. */
public final class DurableNames {
    private DurableNames() {}

    /** Brings to the disk which names there are in a directory, where the file system has a way to do that. */
    public static void sync(Path directory) {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // Not every file system opens directories; those that need it do.
        }
    }

    /** Makes a directory and those above it, as far as they are missing, so that they outlive a power cut. */
    public static void createDirectories(Path directory, FileAttribute<?>... attributes) throws IOException {
        Path above = directory.toAbsolutePath();
        while (above.getParent() != null && !Files.exists(above)) {
            above = above.getParent();
        }
        Files.createDirectories(directory, attributes);
        for (Path made = directory.toAbsolutePath(); !made.equals(above) && made.getParent() != null; ) {
            made = made.getParent();
            sync(made);
        }
    }
}
