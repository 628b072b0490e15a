package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingMultipartUpload;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does something at one exact point of one file's upload, once, on the thread that is there. All points but the first are
 * seen from the side of the store: by the requests and the bytes that reach it.
 */
final class Interference implements BackupListener {
    private final String path;
    private final String key;
    private final Point point;
    private final Change change;
    private final AtomicBoolean fired = new AtomicBoolean();
    private final AtomicBoolean stored = new AtomicBoolean();

    /** Where in the upload of a file. */
    enum Point {
        /** It was scanned and planned, and is not open yet. */
        SCANNED,
        /** It was read once, for its digests; nothing of it was sent. */
        HASHED,
        /** Half of the body, or of its first part, was read by the client of the store. */
        SENDING,
        /** All parts are there, and are about to be made an object. */
        SENT,
        /** The object is there, and the engine has not asked for it yet. */
        STORED,
        /** The engine has its proof, and has not remembered it yet. */
        PROVEN
    }

    /** What happens there. */
    @FunctionalInterface
    interface Change {
        void apply() throws IOException;
    }

    /**
     * Makes an interference that waits for its moment.
     *
     * @param path the recording, as the engine calls it
     * @param key the recording, as the bucket calls it
     */
    Interference(String path, String key, Point point, Change change) {
        this.path = path;
        this.key = key;
        this.point = point;
        this.change = change;
    }

    /** Returns a way to the store that is watched. */
    StoreProvider over(StoreProvider inner) {
        return new Watched(inner);
    }

    @Override
    public void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.TransferStarted started
                && started.path().equals(path)) {
            reach(Point.SCANNED);
        }
    }

    /** Fails when the moment never came. */
    void requireFired() {
        assertThat(fired).as("the interference at %s", point).isTrue();
    }

    private void reach(Point reached) {
        if (reached == point && fired.compareAndSet(false, true)) {
            try {
                change.apply();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean isMeant(ObjectKey wanted) {
        return wanted.value().equals(key);
    }

    private final class Watched extends ForwardingStoreProvider {
        Watched(StoreProvider inner) {
            super(inner);
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return new WatchedStore(super.open(checksums));
        }
    }

    private final class WatchedStore extends ForwardingObjectStore {
        WatchedStore(ObjectStore inner) {
            super(inner);
        }

        @Override
        public String put(PutRequest request, Body body) {
            if (!isMeant(request.key())) {
                return super.put(request, body);
            }
            reach(Point.HASHED);
            String etag = super.put(request, new WatchedBody(body));
            stored.set(true);
            reach(Point.STORED);
            return etag;
        }

        @Override
        public MultipartUpload startMultipart(PutRequest request) {
            if (!isMeant(request.key())) {
                return super.startMultipart(request);
            }
            reach(Point.HASHED);
            return new WatchedUpload(super.startMultipart(request));
        }

        @Override
        public Optional<ObjectInfo> head(ObjectKey wanted) {
            Optional<ObjectInfo> found = super.head(wanted);
            if (isMeant(wanted) && found.isPresent() && stored.get()) {
                reach(Point.PROVEN);
            }
            return found;
        }
    }

    private final class WatchedUpload extends ForwardingMultipartUpload {
        WatchedUpload(MultipartUpload inner) {
            super(inner);
        }

        @Override
        public Part uploadPart(int number, Body body) {
            return super.uploadPart(number, number == 1 ? new WatchedBody(body) : body);
        }

        @Override
        public String complete(List<Part> parts) {
            reach(Point.SENT);
            String etag = super.complete(parts);
            stored.set(true);
            reach(Point.STORED);
            return etag;
        }
    }

    private final class WatchedBody implements Body {
        private final Body inner;

        WatchedBody(Body inner) {
            this.inner = inner;
        }

        @Override
        public long length() {
            return inner.length();
        }

        @Override
        public Digests digests() {
            return inner.digests();
        }

        @Override
        public InputStream open() throws IOException {
            return new WatchedStream(inner.open(), length() / 2);
        }
    }

    private final class WatchedStream extends FilterInputStream {
        private final long half;
        private long read;

        WatchedStream(InputStream inner, long half) {
            super(inner);
            this.half = half;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int count) throws IOException {
            int size = super.read(target, start, count);
            read += Math.max(size, 0);
            if (read >= half) {
                reach(Point.SENDING);
            }
            return size;
        }
    }
}
