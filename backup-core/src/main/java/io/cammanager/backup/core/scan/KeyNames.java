package io.cammanager.backup.core.scan;

import com.google.common.base.Splitter;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.crypto.InvalidNameException;
import io.cammanager.backup.crypto.RcloneNames;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Keys of files below a root, and files of keys, in rclone's encoding of names. */
public final class KeyNames {
    /** What every Linux file system allows. */
    private static final int MAX_NAME_BYTES = 255;

    private KeyNames() {}

    /** Returns the key of the last element of a path. */
    public static String segment(Path path) {
        return RcloneNames.keySegment(RawNames.of(path));
    }

    /**
     * Returns the key of a file below the root.
     *
     * @throws IllegalArgumentException when the file is not below the root
     */
    public static ObjectKey toKey(Path root, Path file) {
        int depth = root.getNameCount();
        if (!file.startsWith(root) || file.getNameCount() == depth) {
            throw new IllegalArgumentException("file (" + file + ") must be below root (" + root + ")");
        }
        StringBuilder key = new StringBuilder();
        Path base = file.getRoot();
        for (int i = depth; i < file.getNameCount(); i++) {
            Path upToHere = file.subpath(0, i + 1);
            key.append(i == depth ? "" : "/").append(segment(base == null ? upToHere : base.resolve(upToHere)));
        }
        return new ObjectKey(key.toString());
    }

    /**
     * Returns the file below the root that a key stands for. Looks at no file system: links on the way are not seen.
     *
     * @throws UnsafeKeyException when it stands for none, or for one that no file system can hold
     */
    public static Path toPath(Path root, ObjectKey key) {
        Path path = root;
        for (String segment : Splitter.on('/').split(key.value())) {
            path = child(path, segment, key);
        }
        return path;
    }

    private static Path child(Path directory, String segment, ObjectKey key) {
        try {
            byte[] name = RcloneNames.rawName(segment);
            if (name.length > MAX_NAME_BYTES) {
                throw new UnsafeKeyException(key, "a name of " + name.length + " bytes, more than " + MAX_NAME_BYTES);
            }
            return RawNames.resolve(directory, name);
        } catch (InvalidNameException e) {
            throw new UnsafeKeyException(key, e.reason());
        } catch (InvalidPathException e) {
            throw new UnsafeKeyException(key, e.getReason());
        }
    }
}
