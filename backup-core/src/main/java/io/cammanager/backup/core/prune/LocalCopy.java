package io.cammanager.backup.core.prune;

import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.scan.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * One file below the source, reached through handles on its directories, none of which may be a link: whatever is put in the
 * place of a directory meanwhile, nothing outside of the source is deleted.
 *
 * @param source without links
 * @param file below it
 */
record LocalCopy(Path source, Path file) {
    /** How a file compares with what was confirmed. */
    enum Match {
        SAME,
        CHANGED,
        GONE
    }

    /** Compares the file with the stamp that it was confirmed with. */
    Match compare(FileStamp confirmed) throws IOException {
        try {
            FileStat stat = FileStat.of(file);
            boolean same = stat.kind() == FileStat.Kind.REGULAR && stat.stamp().equals(confirmed);
            return same ? Match.SAME : Match.CHANGED;
        } catch (NoSuchFileException e) {
            return Match.GONE;
        }
    }

    /** Deletes the file if it is still the one that was confirmed. */
    Match deleteIfSame(FileStamp confirmed) throws IOException {
        Path relative = source.relativize(file);
        try (DirectoryStream<Path> root = Files.newDirectoryStream(source)) {
            return deleteBelow(secure(root), relative, 0, confirmed);
        } catch (NoSuchFileException e) {
            return Match.GONE;
        }
    }

    private Match deleteBelow(SecureDirectoryStream<Path> directory, Path relative, int depth, FileStamp confirmed)
            throws IOException {
        Path name = relative.getName(depth);
        if (depth < relative.getNameCount() - 1) {
            try (SecureDirectoryStream<Path> child = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return deleteBelow(child, relative, depth + 1, confirmed);
            }
        }
        Match match = compare(confirmed);
        if (match == Match.SAME && !isReachedBy(directory, name)) {
            return Match.CHANGED;
        }
        if (match == Match.SAME) {
            directory.deleteFile(name);
        }
        return match;
    }

    /** The stamp was read by path, since handles tell no change time: it must be the very file that the handle has. */
    private boolean isReachedBy(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        BasicFileAttributes byHandle = directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        BasicFileAttributes byPath = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return byHandle.isRegularFile()
                && byHandle.size() == byPath.size()
                && byHandle.lastModifiedTime().equals(byPath.lastModifiedTime())
                && Objects.equals(byHandle.fileKey(), byPath.fileKey());
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> directory) throws IOException {
        if (directory instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IOException("this file system has no handles on directories, without which a link could lead a"
                + " deletion elsewhere");
    }
}
