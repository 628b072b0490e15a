package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * A stretch of a local file as the body of a request, read from the page cache that the first pass filled. Before it hands
 * out the last byte it looks at the file once more: what has changed meanwhile ends the request while the store still
 * waits for that byte, and so is never stored.
 *
 * @param progress told how many more bytes were handed out
 */
record FileBody(StoredBytes file, long offset, long length, Digests digests, LongConsumer progress) implements Body {
    /** The HTTP client asks for 4 KiB at a time; a call of the system for each would cost more than the copy. */
    private static final int ANY_WINDOW = 1 << 16;

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    @Override
    public InputStream open() {
        return new Stream();
    }

    private final class Stream extends InputStream {
        private long done;
        /** One for the whole body: clearing a new one for each block costs as much as copying it. */
        private ByteBuffer window = EMPTY;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int count) throws IOException {
            if (done == length) {
                return -1;
            }
            int size = (int) Math.min(count, length - done);
            size = fill(target, start, size);
            if (done + size == length) {
                file.requireUnchangedOrGone();
            }
            done += size;
            progress.accept(size);
            return size;
        }

        /** Reads at once what is best read at once, and hands it out piece by piece. */
        private int fill(byte[] target, int start, int wanted) throws IOException {
            if (!window.hasRemaining()) {
                refill();
            }
            int size = Math.min(wanted, window.remaining());
            window.get(target, start, size);
            return size;
        }

        private void refill() throws IOException {
            long position = offset + done;
            int best = file.window(position);
            int size = (int) Math.min(best == 0 ? ANY_WINDOW : best, length - done);
            ByteBuffer next = window.capacity() < size ? ByteBuffer.allocate(size) : window.clear();
            window = EMPTY; // what a failed read leaves behind is not handed out
            file.readFully(next.limit(size), position);
            window = next.flip();
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length - done);
        }
    }
}
