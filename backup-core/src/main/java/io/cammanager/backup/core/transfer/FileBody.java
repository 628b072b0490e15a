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
    @Override
    public InputStream open() {
        return new Stream();
    }

    private final class Stream extends InputStream {
        private long done;
        private ByteBuffer window = ByteBuffer.allocate(0);

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
                file.requireUnchanged();
            }
            done += size;
            progress.accept(size);
            return size;
        }

        /** Reads at once what is best read at once, and hands it out piece by piece. */
        private int fill(byte[] target, int start, int wanted) throws IOException {
            long position = offset + done;
            int best = file.window(position);
            if (best == 0) {
                file.readFully(ByteBuffer.wrap(target, start, wanted), position);
                return wanted;
            }
            if (!window.hasRemaining()) {
                window = ByteBuffer.allocate((int) Math.min(best, length - done));
                file.readFully(window, position);
                window.flip();
            }
            int size = Math.min(wanted, window.remaining());
            window.get(target, start, size);
            return size;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length - done);
        }
    }
}
