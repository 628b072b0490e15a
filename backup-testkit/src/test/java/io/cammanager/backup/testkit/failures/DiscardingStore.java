package io.cammanager.backup.testkit.failures;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of one upload in parts only how large the parts were and what all of them hash to, so that a file larger than the
 * memory can be sent. The parts must come in order, as they do from one worker. All else goes to another store.
 */
final class DiscardingStore extends ForwardingObjectStore {
    private final List<Long> partSizes = new ArrayList<>();
    private final Hasher sha256 = Hashing.sha256().newHasher();
    private @Nullable ObjectInfo info;
    private @Nullable HashCode hash;

    DiscardingStore(ObjectStore inner) {
        super(inner);
    }

    List<Long> partSizes() {
        return partSizes;
    }

    @Nullable HashCode hash() {
        return hash;
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        return new Upload(request);
    }

    @Override
    public synchronized Optional<ObjectInfo> head(ObjectKey key) {
        return info != null && info.key().equals(key) ? Optional.of(info) : super.head(key);
    }

    private synchronized void take(int number, Body body) {
        if (number != partSizes.size() + 1) {
            throw new IllegalStateException("part " + number + " came after " + partSizes.size());
        }
        byte[] buffer = new byte[1 << 20];
        Hasher part = Hashing.sha256().newHasher();
        long size = 0;
        try (InputStream stream = body.open()) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                part.putBytes(buffer, 0, count);
                sha256.putBytes(buffer, 0, count);
                size += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!part.hash().equals(body.digests().sha256())) {
            throw new IllegalStateException("part " + number + " is not what it was announced as");
        }
        partSizes.add(size);
    }

    private synchronized void complete(PutRequest request) {
        long size = partSizes.stream().mapToLong(Long::longValue).sum();
        info = new ObjectInfo(request.key(), size, "sink", Instant.EPOCH, request.metadata());
        hash = sha256.hash();
    }

    private final class Upload implements MultipartUpload {
        private final PutRequest request;

        Upload(PutRequest request) {
            this.request = request;
        }

        @Override
        public String uploadId() {
            return "1";
        }

        @Override
        public Part uploadPart(int number, Body body) {
            take(number, body);
            return new Part(number, "part");
        }

        @Override
        public String complete(List<Part> parts) {
            DiscardingStore.this.complete(request);
            return "sink";
        }

        @Override
        public List<StoredPart> storedParts() {
            return List.of();
        }

        @Override
        public void abort() {}
    }
}
