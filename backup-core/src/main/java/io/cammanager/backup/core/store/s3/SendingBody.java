package io.cammanager.backup.core.store.s3;

import com.google.common.io.ByteStreams;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cammanager.backup.core.store.Body;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A body while it is sent. Remembers a failure to read it, since what the SDK throws in the end may be about the connection
 * that it broke off for that reason.
 */
final class SendingBody implements ContentStreamProvider {
    private final Body body;

    @GuardedBy("this") private @Nullable IOException failure;

    SendingBody(Body body) {
        this.body = body;
    }

    @Override
    public InputStream newStream() {
        try {
            return new LocalStream(body.open(), body.length());
        } catch (IOException e) {
            fail(e);
            throw new UncheckedIOException(e);
        }
    }

    /** Returns why the local bytes could not be read, or null when that was not it. */
    synchronized @Nullable IOException failure() {
        return failure;
    }

    private synchronized void fail(IOException e) {
        failure = e;
    }

    /** Exactly as many bytes as announced: what a file has grown by since it was hashed is not sent. */
    private final class LocalStream extends FilterInputStream {
        private long left;

        LocalStream(InputStream in, long length) {
            super(ByteStreams.limit(in, length));
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = in.read(buffer, offset, length);
                if (count < 0 && left > 0 && length > 0) {
                    throw new EOFException("ended " + left + " bytes short of " + body.length());
                }
                left -= Math.max(count, 0);
                return count;
            } catch (IOException e) {
                fail(e);
                throw e;
            }
        }

        @Override
        public long skip(long count) throws IOException {
            // By reading, so that the count of what is left stays right.
            return ByteStreams.exhaust(ByteStreams.limit(this, count));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
