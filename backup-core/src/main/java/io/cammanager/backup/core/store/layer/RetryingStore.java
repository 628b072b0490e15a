package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.Versioning;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sends a request up to three times, within a {@link RetryBudget}, when sending it again may help ({@link StoreException#retryability()}), and says so
 * when it did not. A request whose answer was lost may have been carried out all the same; then the next try meets its own
 * success, and only the caller, by a {@link #head}, can tell:
 *
 * <ul>
 *   <li>{@link #put} with {@code IF_ABSENT} ends with {@code PRECONDITION_FAILED};
 *   <li>{@link MultipartUpload#complete} ends with {@code NOT_FOUND}, since the upload is gone.
 * </ul>
 *
 * <p>Opening the bytes of an object is retried, reading them is not.
 */
public final class RetryingStore extends ForwardingObjectStore {
    private final Retries retries;

    /** Makes the layer with a budget of its own. */
    public RetryingStore(ObjectStore inner, Sleeper sleeper, RandomGenerator random) {
        this(inner, sleeper, random, new RetryBudget());
    }

    /** Makes the layer with a budget that it shares. */
    public RetryingStore(ObjectStore inner, Sleeper sleeper, RandomGenerator random, RetryBudget budget) {
        super(inner);
        this.retries = new Retries(sleeper, random, budget);
    }

    @Override
    public boolean bucketExists() {
        return retries.run(super::bucketExists);
    }

    @Override
    public void createBucket() {
        retries.run((Runnable) super::createBucket);
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return retries.run(() -> super.head(key));
    }

    @Override
    public ListPage list(ListRequest request) {
        return retries.run(() -> super.list(request));
    }

    @Override
    public ObjectContent get(ObjectKey key) {
        return retries.run(() -> super.get(key));
    }

    @Override
    public String put(PutRequest request, Body body) {
        return retries.run(() -> super.put(request, body));
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        return new RetryingUpload(retries.run(() -> super.startMultipart(request)));
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return new RetryingUpload(super.resumeMultipart(request, uploadId));
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        return retries.run(() -> super.unfinishedUploads(prefix));
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        retries.run(() -> super.copy(from, to));
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return retries.run(() -> super.delete(key));
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        retries.run(() -> super.deleteIfMatch(key, etag));
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        retries.run(() -> super.deleteVersion(key, versionId));
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return retries.run(() -> super.versions(key));
    }

    @Override
    public Versioning versioning() {
        return retries.run(() -> super.versioning());
    }

    private final class RetryingUpload extends ForwardingMultipartUpload {
        RetryingUpload(MultipartUpload inner) {
            super(inner);
        }

        @Override
        public Part uploadPart(int number, Body body) {
            return retries.run(() -> super.uploadPart(number, body));
        }

        @Override
        public String complete(List<Part> parts) {
            return retries.run(() -> super.complete(parts));
        }

        @Override
        public List<StoredPart> storedParts() {
            return retries.run(super::storedParts);
        }

        @Override
        public void abort() {
            retries.run((Runnable) super::abort);
        }
    }
}
