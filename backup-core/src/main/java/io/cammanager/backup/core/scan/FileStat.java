package io.cammanager.backup.core.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
        OTHER
    }

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

    private static FileStat ofUnix(Map<String, Object> attributes) {
        return new FileStat(
                kind((Boolean) attributes.get("isRegularFile"), (Boolean) attributes.get("isDirectory")),
                new FileStamp(
                        ((Number) attributes.get("size")).longValue(),
                        nanos((FileTime) attributes.get("lastModifiedTime")),
                        nanos((FileTime) attributes.get("ctime")),
                        ((Number) attributes.get("ino")).longValue()));
    }

    private static Kind kind(boolean regular, boolean directory) {
        return regular ? Kind.REGULAR : directory ? Kind.DIRECTORY : Kind.OTHER;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
