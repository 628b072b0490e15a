package io.cammanager.backup.core.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/**
 * One request under watch. Only the time in which the network is waited for counts as standing still: not that in which our
 * own file is read or held back by the bandwidth limit, nor that in which nobody asks for what has arrived.
 */
final class RequestWatch {
    private final Duration limit;

    private volatile @Nullable Thread thread;
    private volatile @Nullable Abortable request;
    private volatile long movedAt;
    private volatile boolean atHome;
    private volatile boolean stoodStill;

    /** A call that may wait for the network. */
    interface Call<T> {
        T run() throws IOException;
    }

    RequestWatch(Duration limit) {
        this.limit = limit;
    }

    /** Does the call under watch. */
    <T> T during(Set<RequestWatch> underWay, Abortable abortable, Call<T> call) throws IOException {
        thread = Thread.currentThread();
        request = abortable;
        stoodStill = false;
        moved();
        underWay.add(this);
        try {
            return call.run();
        } catch (IOException | RuntimeException e) {
            if (!stoodStill) {
                throw e;
            }
            // Not as a cause: what it says is that it was aborted, which elsewhere means that a thread was told to end.
            throw new SocketTimeoutException("no byte moved for " + limit.toMillis() + " ms");
        } finally {
            underWay.remove(this);
        }
    }

    /** Gives the request up when its time is over. Called by another thread. */
    void look(long nanoTime) {
        Thread waiting = thread;
        boolean still = !atHome && nanoTime - movedAt > limit.toNanos();
        Abortable abortable = request;
        if (abortable != null && waiting != null && (still || waiting.isInterrupted())) {
            stoodStill = still;
            abortable.abort();
        }
    }

    private void moved() {
        movedAt = System.nanoTime();
    }

    /** Watches what is sent: that more is asked for means that what came before has gone out. */
    InputStream sending(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                return home(in::read);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return home(() -> in.read(buffer, offset, length));
            }
        };
    }

    private int home(Call<Integer> read) throws IOException {
        atHome = true;
        try {
            return read.run();
        } finally {
            moved();
            atHome = false;
        }
    }

    /** Watches what arrives, while it is waited for. */
    InputStream receiving(InputStream body, Abortable abortable, Set<RequestWatch> underWay) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                return during(underWay, abortable, in::read);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return during(underWay, abortable, () -> in.read(buffer, offset, length));
            }
        };
    }
}
