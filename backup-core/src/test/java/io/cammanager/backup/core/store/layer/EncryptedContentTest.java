package io.cammanager.backup.core.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of encrypted recordings. */
final class EncryptedContentTest {
    private static final ObjectKey KEY = new ObjectKey("front/2026-02-03_04-05-06.mp4");
    private static final int SIZE = 300_000;

    private final ObjectStore memory = MemoryStoreProvider.of("recordings").open(Checksums.SUPPORTED);
    private final List<ReadRequest> reads = new ArrayList<>();
    private final RcloneCrypt crypt = crypt();
    private final ObjectStore store = new EncryptingStore(
            new ForwardingObjectStore(memory) {
                @Override
                public ObjectContent get(ReadRequest request) {
                    reads.add(request);
                    return super.get(request);
                }
            },
            "",
            crypt,
            new SecureRandom());
    private final byte[] plain = new byte[SIZE];

    private static RcloneCrypt crypt() {
        try (CryptKeys keys = CryptKeys.derive("password".toCharArray(), "salt".toCharArray())) {
            return RcloneCrypt.open(keys, CryptOptions.defaults());
        }
    }

    EncryptedContentTest() throws IOException {
        memory.createBucket();
        new Random(5).nextBytes(plain);
        put(KEY, "");
    }

    private void put(ObjectKey key, String note) throws IOException {
        Nonce nonce = crypt.content().newNonce(new SecureRandom());
        byte[] stored = new byte[(int) ContentCipher.storedSize(SIZE)];
        crypt.content()
                .encrypt(
                        (offset, target, at, length) -> System.arraycopy(plain, (int) offset, target, at, length),
                        SIZE,
                        nonce,
                        0,
                        stored,
                        0,
                        stored.length);
        byte[] sha256 = Hashing.sha256().hashBytes(plain).asBytes();
        HashCode tag = HashCode.fromString(crypt.tag(KEY.value() + note, nonce, SIZE, sha256));
        store.put(
                new PutRequest(
                        key,
                        new RecordingMetadata(1L, null, "id", tag).toMap(),
                        "video/mp4",
                        PutRequest.Condition.ALWAYS),
                new BytesBody(stored));
        reads.clear();
    }

    private byte[] read(long offset, long length) throws IOException {
        try (ObjectContent content = store.get(ReadRequest.whole(KEY).range(offset, length))) {
            assertThat(content.info().size()).isEqualTo(SIZE);
            return content.stream().readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,300000", "65535,2", "65536,65536", "131071,131073", "299999,1", "299999,77", "1,299999"})
    void givesOutThePlainBytesOfARange(int offset, int length) throws IOException {
        assertThat(read(offset, length)).isEqualTo(Arrays.copyOfRange(plain, offset, Math.min(SIZE, offset + length)));
    }

    @Test
    void fetchesTheHeaderAndNoOtherBlocksThanThoseOfTheRange() throws IOException {
        byte[] unused = read(65_536 + 10, 20);

        assertThat(reads).extracting(ReadRequest::offset).containsExactly(0L, 32L + 65_552);
        assertThat(reads).extracting(ReadRequest::length).containsExactly(32L, 65_552L);
        assertThat(reads.get(1).ifMatch()).isNotNull();
    }

    @Test
    void refusesARangeBehindTheEnd() {
        assertThatThrownBy(() -> read(SIZE, 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("300000");
    }

    @Test
    void noticesADamagedBlockInTheRangeAndNoOther() throws IOException {
        ObjectKey stored = new ObjectKey(crypt.names().storedPath(KEY.value()));
        byte[] bytes = memory.get(stored).stream().readAllBytes();
        bytes[32 + 65_552 + 100] ^= 1;
        memory.put(new PutRequest(stored, Map.of(), "video/mp4", PutRequest.Condition.ALWAYS), new BytesBody(bytes));

        assertThat(read(0, 65_536)).isEqualTo(Arrays.copyOf(plain, 65_536));
        assertThatThrownBy(() -> read(70_000, 1)).isInstanceOf(DamagedContentException.class);
    }

    @Test
    void saysOfAnObjectThatIsNotEncryptedThatItIsDamaged() throws IOException {
        ObjectKey stored = new ObjectKey(crypt.names().storedPath(KEY.value()));
        memory.put(
                new PutRequest(stored, Map.of(), "video/mp4", PutRequest.Condition.ALWAYS),
                new BytesBody(new byte[1000]));

        try (ObjectContent content = store.get(ReadRequest.whole(KEY).range(10, 1))) {
            assertThatThrownBy(() -> content.stream().read()).isInstanceOf(DamagedContentException.class);
        }
    }

    @Test
    void listsWhatWasPutAsideByItsPlainKey() throws IOException {
        ObjectKey copy = new ObjectKey(".cammanager/replaced/run-1/" + KEY);
        store.copy(store.head(KEY).orElseThrow(), copy);

        assertThat(store.list(ListRequest.all(".cammanager/replaced/")).objects())
                .extracting(ListedObject::key, ListedObject::size)
                .containsExactly(tuple(copy, (long) SIZE));
        assertThat(store.list(ListRequest.all(".cammanager/replaced/run-1/front/"))
                        .objects())
                .hasSize(1);
        try (ObjectContent content = store.get(copy)) {
            assertThat(content.stream().readAllBytes()).isEqualTo(plain);
        }
    }

    @Test
    void listsVersionsByTheirPlainKeys() {
        assertThat(store.listVersions(new VersionListRequest("front/", null)).versions())
                .extracting(ListedVersion::key, ListedVersion::size)
                .containsExactly(tuple(KEY, (long) SIZE));
    }

    @Test
    void vouchesForTheWholeByItsTag() throws IOException {
        HashCode sha256 = Hashing.sha256().hashBytes(plain);
        try (ObjectContent range = store.get(ReadRequest.whole(KEY).range(5, 1))) {
            range.check().check(SIZE, sha256);
            assertThatThrownBy(() -> range.check().check(SIZE - 1, sha256))
                    .isInstanceOf(DamagedContentException.class)
                    .hasMessageContaining("tag");
        }
        put(KEY, "of another name");
        try (ObjectContent range = store.get(ReadRequest.whole(KEY).range(5, 1))) {
            assertThatThrownBy(() -> range.check().check(SIZE, sha256)).isInstanceOf(DamagedContentException.class);
        }
    }
}
