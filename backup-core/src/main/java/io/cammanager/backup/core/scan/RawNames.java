package io.cammanager.backup.core.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Utf8;
import io.cammanager.backup.core.Quoted;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The bytes of file names. A JDK path keeps them, but as text two names that are not UTF-8 look the same; only the URI of a
 * path shows every byte.
 */
public final class RawNames {
    private static final char REPLACEMENT = '\ufffd';

    private RawNames() {}

    /** Returns the bytes of the last element of the path. Needs a runtime that reads names as UTF-8. */
    public static byte[] of(Path path) {
        Path name = path.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("path (" + path + ") must have a name");
        }
        String text = name.toString();
        boolean exact = text.indexOf(REPLACEMENT) < 0 || !isOnDisk(path);
        return exact ? text.getBytes(UTF_8) : fromUri(path);
    }

    /** Returns the child of a directory that has this name; the inverse of {@link #of}. */
    public static Path resolve(Path directory, byte[] rawName) {
        if (Utf8.isWellFormed(rawName)) {
            return directory.resolve(new String(rawName, UTF_8));
        }
        if (!isOnDisk(directory)) {
            throw new InvalidPathException(
                    Quoted.of(new String(rawName, UTF_8)), "this file system has only names in Unicode");
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (byte b : rawName) {
            uri.append('%').append(HexFormat.of().toHexDigits(b));
        }
        Path name = Path.of(URI.create(uri.toString())).getFileName();
        return directory.resolve(name);
    }

    /** Other file systems, those of tests, keep names as text. */
    private static boolean isOnDisk(Path path) {
        return path.getFileSystem().equals(FileSystems.getDefault());
    }

    private static byte[] fromUri(Path path) {
        String uri = path.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length(); // a directory's
        int start = uri.lastIndexOf('/', end - 1) + 1;
        ByteArrayOutputStream name = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            if (uri.charAt(i) == '%') {
                name.write(HexFormat.fromHexDigits(uri, i + 1, i + 3));
                i += 2;
            } else {
                name.writeBytes(uri.substring(i, i + 1).getBytes(US_ASCII));
            }
        }
        return name.toByteArray();
    }
}
