package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.randomBytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Parts of objects, and objects that alone are wanted. */
interface RangeContract extends ContractPart {
    private byte[] read(ReadRequest wanted, long size) throws IOException {
        try (ObjectContent content = underTest().store().get(wanted)) {
            assertThat(content.info().size()).as("the size of the whole").isEqualTo(size);
            return content.stream().readAllBytes();
        }
    }

    @Test
    default void givesOutTheBytesOfARange() throws IOException {
        ObjectKey key = underTest().key("camera-01/a é+.mp4");
        byte[] whole = randomBytes(200_000, 7);
        underTest().store().put(request(key), BytesBody.of(whole).withMd5());
        ReadRequest all = ReadRequest.whole(key);

        assertThat(read(all.range(0, 1), 200_000)).isEqualTo(Arrays.copyOfRange(whole, 0, 1));
        assertThat(read(all.range(65_535, 70_000), 200_000)).isEqualTo(Arrays.copyOfRange(whole, 65_535, 135_535));
        assertThat(read(all.range(199_999, 1), 200_000)).isEqualTo(Arrays.copyOfRange(whole, 199_999, 200_000));
        assertThat(read(all.range(0, 200_000), 200_000)).isEqualTo(whole);
    }

    @Test
    default void endsARangeWithTheObject() throws IOException {
        ObjectKey key = underTest().key("a");
        underTest().store().put(request(key), BytesBody.of(bytes("0123456789")).withMd5());
        ReadRequest all = ReadRequest.whole(key);

        assertThat(read(all.range(7, 1000), 10)).isEqualTo(bytes("789"));
        assertThat(read(all.range(7, ReadRequest.TO_THE_END), 10)).isEqualTo(bytes("789"));
    }

    @Test
    default void refusesARangeBehindTheEnd() {
        ObjectKey key = underTest().put("a");
        long size = underTest().store().head(key).orElseThrow().size();

        assertThatFails(
                Kind.REJECTED,
                () -> underTest().store().get(ReadRequest.whole(key).range(size, 1)));
    }

    @Test
    default void givesOutTheOneObjectThatIsWantedAndNoOther() throws IOException {
        ObjectKey key = underTest().key("a");
        String etag = underTest()
                .store()
                .put(request(key), BytesBody.of(bytes("first")).withMd5());
        ReadRequest wanted = ReadRequest.whole(key).onlyIf(etag);

        assertThat(read(wanted, 5)).isEqualTo(bytes("first"));
        assertThat(read(wanted.range(1, 2), 5)).isEqualTo(bytes("ir"));
        underTest().store().put(request(key), BytesBody.of(bytes("second")).withMd5());
        assertThatFails(Kind.PRECONDITION_FAILED, () -> underTest().store().get(wanted));
        assertThatFails(Kind.PRECONDITION_FAILED, () -> underTest().store().get(wanted.range(1, 2)));
    }

    @Test
    default void saysThatAnObjectIsMissingOfWhichARangeIsWanted() {
        ReadRequest wanted = ReadRequest.whole(underTest().key("missing")).range(0, 1);

        assertThatFails(Kind.NOT_FOUND, () -> underTest().store().get(wanted));
    }
}
