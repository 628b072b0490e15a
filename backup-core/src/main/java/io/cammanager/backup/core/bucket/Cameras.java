package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.InvalidNameException;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cameras that the bucket or the source has, and what the keys of each begin with. */
final class Cameras {
    private final BucketContext context;

    Cameras(BucketContext context) {
        this.context = context;
    }

    /** Returns the names of the cameras, each with what its keys begin with, from the first character of the key on. */
    SortedMap<String, String> find() {
        SortedMap<String, String> found = new TreeMap<>();
        addStored(found);
        addLocal(found);
        return found;
    }

    private void addStored(SortedMap<String, String> found) {
        ListRequest request = new ListRequest(context.prefix(), null, null, ListRequest.Depth.ONE_LEVEL);
        Set<String> tokens = new HashSet<>();
        while (true) {
            ListPage page = context.store().list(request);
            page.prefixes().forEach(stored -> nameOf(stored).ifPresent(name -> found.put(name, stored)));
            String token = page.nextToken();
            if (token == null) {
                return;
            }
            if (!tokens.add(token)) {
                throw new StoreException(
                        Kind.NOT_TRUSTWORTHY, "list", "\"" + context.prefix() + "\"", "the listing repeats itself");
            }
            request = request.next(token);
        }
    }

    /**
     * Returns the camera whose recordings are stored below such a beginning; empty where none of ours are.
     *
     * @param stored a whole key up to the slash behind the camera's name
     */
    Optional<String> nameOf(String stored) {
        if (!stored.startsWith(context.prefix()) || !stored.endsWith("/")) {
            return Optional.empty();
        }
        String directory = stored.substring(context.prefix().length());
        if (directory.equals(RemoteTree.OWN) || directory.indexOf('/') != directory.length() - 1) {
            return Optional.empty();
        }
        RcloneCrypt crypt = context.crypt();
        try {
            String plain = crypt == null ? directory : crypt.names().plainPath(directory);
            return plain.length() < 2 ? Optional.empty() : Optional.of(plain.substring(0, plain.length() - 1));
        } catch (CryptException e) {
            return Optional.empty(); // in an encrypted bucket this is somebody else's
        }
    }

    private void addLocal(SortedMap<String, String> found) {
        if (!Files.isDirectory(context.source())) {
            return; // whoever looks after the bucket need not have the recordings
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(context.source())) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    String camera = KeyNames.segment(entry);
                    String stored = stored(camera);
                    if (stored != null) {
                        found.putIfAbsent(camera, stored);
                    }
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
    }

    private BackupException unreadable(IOException e) {
        return new BackupException(
                ExitCode.SAFETY_STOP,
                "the source " + context.source() + " cannot be read: " + LocalFailure.reason(e)
                        + ": its cameras would be without a rule",
                e);
    }

    /** Returns what the keys of a camera begin with, or null when nothing can be stored under that name. */
    @Nullable String stored(String camera) {
        String directory = camera + "/";
        if (directory.equals(RemoteTree.OWN)) {
            return null;
        }
        RcloneCrypt crypt = context.crypt();
        try {
            return context.prefix() + (crypt == null ? directory : crypt.names().storedDirectory(directory));
        } catch (InvalidNameException e) {
            return null;
        }
    }
}
