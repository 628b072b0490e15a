package io.cammanager.backup.daemon.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The folders that are watched: the source and those right below it. Belongs to one thread. */
final class Folders {
    private final Path source;
    private final WatchService service;
    private final Map<WatchKey, Path> byKey = new HashMap<>();

    Folders(Path source, WatchService service) {
        this.source = source;
        this.service = service;
    }

    /**
     * Watches the source and all its folders that are not watched yet.
     *
     * @param joined is told the folders that were not watched until now
     * @throws IOException when one of them cannot be watched; the others are
     */
    void join(Consumer<Path> joined) throws IOException {
        join(source, joined);
        IOException failure = null;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
            for (Path entry : entries) {
                try {
                    if (isFolder(entry)) {
                        join(entry, joined);
                    }
                } catch (IOException e) {
                    failure = e;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Watches this folder. */
    void join(Path folder, Consumer<Path> joined) throws IOException {
        if (!byKey.containsValue(folder)) {
            byKey.put(folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), folder);
            joined.accept(folder);
        }
    }

    boolean isSource(Path folder) {
        return folder.equals(source);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    Optional<Path> of(WatchKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Forgets a folder that is gone. */
    void left(WatchKey key) {
        byKey.remove(key);
    }
}
