package io.cammanager.backup.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingMetadataTest {
    /** Made by rclone 1.60.1: {@code touch -d TIME} and {@code rclone copy}, read off the request. */
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:58.75Z, -1.25",
        "1970-01-01T00:00:01.5Z, 1.5",
        "2026-02-03T04:05:06.000000001Z, 1770091506.000000001",
        "2026-02-03T04:05:06.100Z, 1770091506.1",
        "2026-02-03T04:05:06.120Z, 1770091506.12",
        "2026-02-04T00:00:00Z, 1770163200",
        "2038-01-19T03:14:08Z, 2147483648"
    })
    void writesAndReadsTimesAsRcloneDoes(Instant time, String text) {
        long nanos = Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());

        assertThat(RecordingMetadata.formatMtime(nanos)).isEqualTo(text);
        assertThat(RecordingMetadata.parseMtime(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsBackEveryTimeThatItWrites(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            long nanos = random.nextLong() >> random.nextInt(64);

            assertThat(RecordingMetadata.parseMtime(RecordingMetadata.formatMtime(nanos)))
                    .as("seed %d", seed)
                    .isEqualTo(nanos);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "1.",
                ".5",
                "+1",
                "1e9",
                "--1",
                "NaN",
                "0x10",
                "1.0000000001",
                "99999999999",
                "١",
                "1\n"
            })
    void takesWhatIsNoTimeForNone(String text) {
        assertThat(RecordingMetadata.parseMtime(text)).isNull();
    }

    @Test
    void readsBackWhatItWrites() {
        @SuppressWarnings("deprecation") // rclone's metadata is MD5
        HashCode md5 = Hashing.md5().hashInt(1);
        RecordingMetadata metadata =
                new RecordingMetadata(5L, md5, "id-1", Hashing.sha256().hashInt(1));

        assertThat(RecordingMetadata.of(info(metadata.toMap()))).isEqualTo(metadata);
        assertThat(metadata.toMap()).containsOnlyKeys("mtime", "md5chksum", "cm-id", "cm-sha256");
    }

    @Test
    void takesNonsenseOfOthersForAbsent() {
        RecordingMetadata metadata =
                RecordingMetadata.of(info(Map.of("mtime", "now", "md5chksum", "x==", "cm-sha256", "ABC")));

        assertThat(metadata).isEqualTo(new RecordingMetadata(null, null, null, null));
    }

    private static ObjectInfo info(Map<String, String> metadata) {
        return new ObjectInfo(new ObjectKey("k"), 1, "e", Instant.EPOCH, metadata);
    }
}
