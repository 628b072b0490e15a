package io.cammanager.backup.core.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * Which ranges of a large recording are in its staged file, noted in a file beside it, a byte a range, so that a restore can
 * go on where another one was killed. That they are is a hint and no proof: after a power cut the note may have outlived the
 * bytes. The hash of the whole decides. Thread-safe.
 */
final class FinishedRanges implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final BitSet finished;

    private FinishedRanges(Path path, FileChannel channel, BitSet finished) {
        this.path = path;
        this.channel = channel;
        this.finished = finished;
    }

    /** Opens the note, which may be there already. */
    static FinishedRanges open(Path path) {
        try {
            BitSet finished = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? read(path) : new BitSet();
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            return new FinishedRanges(path, channel, finished);
        } catch (IOException e) {
            throw StagedFile.failure(path, e);
        }
    }

    /** Returns the numbers of the ranges that a note says are there. */
    static BitSet read(Path path) throws IOException {
        BitSet finished = new BitSet();
        byte[] marks = Files.readAllBytes(path);
        for (int range = 0; range < marks.length; range++) {
            finished.set(range, marks[range] != 0);
        }
        return finished;
    }

    synchronized boolean contains(int range) {
        return finished.get(range);
    }

    synchronized int count() {
        return finished.cardinality();
    }

    /** Notes a range whose bytes are all in the file. */
    synchronized void add(int range) {
        try {
            channel.write(ByteBuffer.wrap(new byte[] {1}), range);
            finished.set(range);
        } catch (IOException e) {
            throw StagedFile.failure(path, e);
        }
    }

    /** Deletes the note. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The whole directory is removed in the end.
        }
    }
}
