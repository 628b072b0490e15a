package io.cammanager.backup.core.scan;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at a file without following a link. */
public record FileStat(Kind kind, FileStamp stamp) {
    private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino,isRegularFile,isDirectory";

    /** What a directory entry is. */
    public enum Kind {
        REGULAR,
        DIRECTORY,
        OTHER,
        /** It is there, and even what it is could not be found out. */
        UNKNOWN
    }

    /** What is known of an entry that cannot be looked at. */
    static final FileStat UNKNOWN = new FileStat(Kind.UNKNOWN, new FileStamp(0, 0, 0, 0));

    /** Returns the present state of the file; throws as {@link Files#readAttributes} does. */
    public static FileStat of(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return ofUnix(Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS));
        }
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long mtime = nanos(attributes.lastModifiedTime());
        return new FileStat(
                kind(attributes.isRegularFile(), attributes.isDirectory()),
                new FileStamp(attributes.size(), mtime, mtime, 0));
    }

    /** Says whether there is surely nothing at the path; what cannot be looked at is not gone. */
    public static boolean isGone(Path path) {
        try {
            FileStat unused = of(path);
            return false;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static FileStat ofUnix(Map<String, Object> attributes) {
        return new FileStat(
                kind(get(attributes, "isRegularFile", Boolean.class), get(attributes, "isDirectory", Boolean.class)),
                new FileStamp(
                        get(attributes, "size", Number.class).longValue(),
                        nanos(get(attributes, "lastModifiedTime", FileTime.class)),
                        nanos(get(attributes, "ctime", FileTime.class)),
                        get(attributes, "ino", Number.class).longValue()));
    }

    /** Returns an attribute that was asked for, which is there then. */
    private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(requireNonNull(attributes.get(name), name));
    }

    private static Kind kind(boolean regular, boolean directory) {
        return regular ? Kind.REGULAR : directory ? Kind.DIRECTORY : Kind.OTHER;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
