package io.cammanager.backup.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, mounted on a directory as long as this is open. Needs root. */
public final class Mount implements AutoCloseable {
    private final Path directory;

    private Mount(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts it on the directory, which is made when missing.
     *
     * @param size as mount takes it, such as {@code 1m}
     */
    public static Mount tmpfs(Path directory, String size) throws IOException {
        Tool.requireRoot();
        Tool.require("mount");
        Files.createDirectories(directory);
        Tool.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
        return new Mount(directory);
    }

    /** Mounts it anew with other options, such as {@code size=8m} or {@code ro}. */
    public void remount(String options) throws IOException {
        Tool.run("mount", "-o", "remount," + options, directory.toString());
    }

    @Override
    public void close() throws IOException {
        Tool.run("umount", "-l", directory.toString());
    }
}
