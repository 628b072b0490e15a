package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.CONTENT_TYPE;
import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketCopy;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Copies inside the store. */
interface CopyContract extends ContractPart {
    /** Returns the name of the bucket. */
    String bucketName();

    @Test
    default void copiesInPartsFromABucketOfTheStoreAndKeepsTheMetadata() {
        ObjectKey from = underTest().key("in parts");
        ObjectKey to = underTest().key("copy in parts");
        Map<String, String> metadata = Map.of("mtime", "1.5", "cm-id", "one");
        byte[] large = StoreUnderTest.randomBytes((5 << 20) + 1, 1);
        String unused = underTest()
                .store()
                .put(new PutRequest(from, metadata, CONTENT_TYPE, Condition.ALWAYS), BytesBody.of(large));
        ObjectInfo seen = underTest().store().head(from).orElseThrow();

        underTest()
                .store()
                .copyFrom(new BucketCopy(
                        bucketName(), seen, new PutRequest(to, Map.of(), CONTENT_TYPE, Condition.IF_ABSENT), 5 << 20));

        assertThat(underTest().store().head(to).orElseThrow().metadata()).isEqualTo(metadata);
        assertThat(underTest().read(to)).isEqualTo(large);
    }

    @Test
    default void copiesBytesAndMetadata() {
        ObjectKey from = underTest().key("a b+c%41/é\uD83C\uDFA5.mp4");
        ObjectKey to = underTest().key("kept aside/a b+c%41/é\uD83C\uDFA5.mp4");
        Map<String, String> metadata = Map.of("mtime", "1767225600.123456789", "cm-id", "a b/c=%41+~");
        underTest()
                .store()
                .put(new PutRequest(from, metadata, CONTENT_TYPE, Condition.ALWAYS), BytesBody.of(bytes("original")));
        ObjectInfo seen = underTest().store().head(from).orElseThrow();

        underTest().store().copy(seen, to);

        ObjectInfo copied = underTest().store().head(to).orElseThrow();
        assertThat(copied.size()).isEqualTo(seen.size());
        assertThat(copied.metadata()).isEqualTo(metadata);
        assertThat(underTest().read(to)).isEqualTo(bytes("original"));
        assertThat(underTest().read(from)).isEqualTo(bytes("original"));
    }

    @Test
    default void copiesOverWhatIsThere() {
        ObjectKey to = underTest().put("old");
        ObjectInfo seen = underTest().store().head(underTest().put("new")).orElseThrow();

        underTest().store().copy(seen, to);

        assertThat(underTest().read(to)).isEqualTo(bytes("new"));
    }

    @Test
    default void copiesNothingButWhatWasSeen() throws Throwable {
        ObjectKey from = underTest().put("seen");
        ObjectKey to = underTest().key("copy");
        ObjectInfo seen = underTest().store().head(from).orElseThrow();
        underTest().store().put(request(from), BytesBody.of(bytes("another")));

        assertThatFails(Kind.PRECONDITION_FAILED, () -> underTest().store().copy(seen, to));

        underTest()
                .unless(
                        Deviation.COPIES_BEFORE_IT_LOOKS,
                        () -> assertThat(underTest().store().head(to)).isEmpty());
    }

    @Test
    default void copiesNothingThatIsGone() {
        ObjectKey from = underTest().put("gone");
        ObjectKey to = underTest().key("copy");
        ObjectInfo seen = underTest().store().head(from).orElseThrow();
        underTest().store().delete(from);

        assertThatFails(Kind.NOT_FOUND, () -> underTest().store().copy(seen, to));

        assertThat(underTest().store().head(to)).isEmpty();
    }
}
