package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.scan.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A local file, open for one attempt, that must stay as the scan saw it. It is opened once, so that both passes read the
 * same inode, and reads by position, so that several threads may. A link in its place is not followed.
 */
final class SourceFile implements StoredBytes, AutoCloseable {
    private final Path path;
    private final FileStamp stamp;
    private final FileChannel channel;

    private SourceFile(Path path, FileStamp stamp, FileChannel channel) {
        this.path = path;
        this.stamp = stamp;
        this.channel = channel;
    }

    /**
     * Opens the file.
     *
     * @param stamp how the file must be
     * @throws ChangedWhileReadException when it is not so
     */
    static SourceFile open(Path path, FileStamp stamp) throws IOException {
        requireStamp(path, stamp); // before it is opened, since opening a pipe would wait for ever
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        SourceFile file = new SourceFile(path, stamp, channel);
        try {
            file.requireUnchanged();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    FileStamp stamp() {
        return stamp;
    }

    @Override
    public long size() {
        return stamp.size();
    }

    @Override
    public int window(long position) {
        return 0;
    }

    @Override
    public boolean isPlain() {
        return true;
    }

    @Override
    public HashCode plainSha256() {
        throw new IllegalStateException("the hash of what is stored is that of the file");
    }

    /** Throws when the file at the path is no longer the one that was opened, as it was. */
    @Override
    public void requireUnchanged() throws IOException {
        requireStamp(path, stamp);
    }

    @Override
    public void requireUnchangedOrGone() throws IOException {
        try {
            requireStamp(path, stamp);
        } catch (NoSuchFileException e) {
            // A recorder that frees its space: this may be the last copy, and all of it can still be read.
        }
    }

    private static void requireStamp(Path path, FileStamp stamp) throws IOException {
        FileStat stat = FileStat.of(path);
        if (stat.kind() != FileStat.Kind.REGULAR || !stat.stamp().equals(stamp)) {
            throw new ChangedWhileReadException();
        }
    }

    /** Fills the buffer from the position; throws when the file ends before that. */
    @Override
    public void readFully(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new ChangedWhileReadException();
            }
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
