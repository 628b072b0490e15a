package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.restore.ContentHashes.Md5;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/**
 * A file while it is put together. When it cannot be written, the disk is full or broken, and so the whole restore ends:
 * every method throws {@link BackupException} then.
 */
final class StagedFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private StagedFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static StagedFile create(Path path) {
        return open(path, StandardOpenOption.CREATE_NEW);
    }

    /** Opens a file that may be there already. */
    static StagedFile open(Path path) {
        return open(path, StandardOpenOption.CREATE);
    }

    private static StagedFile open(Path path, OpenOption creating) {
        try {
            return new StagedFile(
                    path, FileChannel.open(path, creating, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    Path path() {
        return path;
    }

    /** Writes bytes to their place. Several threads may write to places of their own. */
    void write(byte[] bytes, int count, long position) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Reads all that was written. */
    ContentHashes hashes(Md5 wanted) {
        try {
            return ContentHashes.of(path, wanted);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Brings the bytes to the disk, so that a file in its place is whole whatever happens then. */
    void seal(FileTime mtime) {
        try {
            channel.force(true);
            channel.close();
            Files.setLastModifiedTime(path, mtime);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Deletes the file, unless it was moved away. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The whole directory is removed in the end.
        }
    }

    static RuntimeException failure(Path path, IOException e) {
        if (e instanceof ClosedChannelException) { // by an interruption, of this thread or of another one that writes
            return new EndingException(Ending.STOPPED);
        }
        return new BackupException(
                ExitCode.LOCAL_STATE, "could not write " + Quoted.of(path.toString()) + ": " + Staging.reason(e), e);
    }
}
