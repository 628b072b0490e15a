package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException.Kind;
import org.junit.jupiter.api.Test;

/** Buckets: there, missing, created. */
interface BucketContract extends ContractPart {
    /** Opens a bucket that is not there. */
    ObjectStore openMissing();

    /** Removes that bucket, should a test have created it. */
    void removeMissing();

    @Test
    default void createsABucketThatIsMissing() {
        try (ObjectStore store = openMissing()) {
            assertThat(store.bucketExists()).isFalse();

            store.createBucket();
            store.createBucket();

            assertThat(store.bucketExists()).isTrue();
            assertThat(store.list(ListRequest.all("")).objects()).isEmpty();
        } finally {
            removeMissing();
        }
    }

    @Test
    default void saysThatTheBucketIsMissing() {
        ObjectKey key = underTest().key("a");
        try (ObjectStore store = openMissing()) {
            assertThat(store.bucketExists()).isFalse();
            // The answer to a HEAD has no body that could say what is missing.
            assertThat(store.head(key)).isEmpty();
            assertThatFails(Kind.BUCKET_MISSING, () -> store.list(ListRequest.all("")));
            assertThatFails(Kind.BUCKET_MISSING, () -> store.get(key));
            assertThatFails(Kind.BUCKET_MISSING, () -> store.put(request(key), BytesBody.of(bytes("x"))));
            assertThatFails(Kind.BUCKET_MISSING, () -> store.startMultipart(request(key)));
            assertThatFails(Kind.BUCKET_MISSING, () -> store.delete(key));
        }
    }
}
