package io.cammanager.backup.testkit.engine;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The files of a directory by the bytes of their names, percent-encoded where they are not plain ASCII. */
public final class Tree {
    private Tree() {}

    /** What must be the same in a copy. */
    public record Content(long size, long mtimeNanos, HashCode sha256) {}

    public static Map<String, Content> of(Path root) throws IOException {
        Map<String, Content> tree = new TreeMap<>();
        int start = root.toUri().getRawPath().length();
        for (Path file : files(root)) {
            tree.put(
                    file.toUri().getRawPath().substring(start),
                    new Content(
                            Files.size(file),
                            Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS),
                            MoreFiles.asByteSource(file).hash(Hashing.sha256())));
        }
        return tree;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Returns the child of a directory that has this name, byte for byte. */
    public static Path child(Path directory, byte[] name) {
        StringBuilder uri = new StringBuilder(directory.toUri().toString());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/');
        }
        for (byte b : name) {
            uri.append(String.format(Locale.ROOT, "%%%02X", b));
        }
        return Path.of(URI.create(uri.toString()));
    }
}
