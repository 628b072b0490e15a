package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.Sleeper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;

/** What all transfers of an engine share, so that together they keep to its bandwidth. Thread-safe. */
public final class Throttle {
    private final TokenBucket upload;
    private final TokenBucket download;

    /**
     * Makes a throttle.
     *
     * @param clock its zone is that of the timetable
     */
    public Throttle(Bandwidth bandwidth, Clock clock, Sleeper sleeper) {
        this.upload = new TokenBucket(now -> rates(bandwidth, clock, now).upload(), clock, sleeper);
        this.download = new TokenBucket(now -> rates(bandwidth, clock, now).download(), clock, sleeper);
    }

    private static Bandwidth.Rates rates(Bandwidth bandwidth, Clock clock, Instant now) {
        return bandwidth.at(LocalDateTime.ofInstant(now, clock.getZone()));
    }

    InputStream sending(InputStream bytes) {
        return new PacedStream(bytes, upload);
    }

    InputStream receiving(InputStream bytes) {
        return new PacedStream(bytes, download);
    }

    /** Hands out bytes when they may pass; an interrupt ends it with {@link InterruptedIOException}. */
    private static final class PacedStream extends FilterInputStream {
        private final TokenBucket bucket;

        PacedStream(InputStream in, TokenBucket bucket) {
            super(in);
            this.bucket = bucket;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            if (next >= 0) {
                pass(1);
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, Math.min(length, bucket.portion()));
            if (count > 0) {
                pass(count);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(count, bucket.portion()));
            if (skipped > 0) {
                pass((int) skipped);
            }
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false; // what is read again would have to pass again
        }

        private void pass(int bytes) throws InterruptedIOException {
            try {
                bucket.pass(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted = new InterruptedIOException("interrupted");
                interrupted.initCause(e);
                throw interrupted;
            }
        }
    }
}
