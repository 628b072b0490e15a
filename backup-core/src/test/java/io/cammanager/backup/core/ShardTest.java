package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    private static final int MAX = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCameraIsInExactlyOneShardAndMovesOnlyToANewOne(long seed) {
        for (String camera : cameras(seed)) {
            int before = 0;
            for (int count = 1; count <= MAX; count++) {
                List<Integer> homes = homes(camera, count);
                assertThat(homes)
                        .as("seed %d, camera %s, %d shards", seed, camera, count)
                        .hasSize(1);
                assertThat(homes.get(0))
                        .as("seed %d, camera %s, %d shards", seed, camera, count)
                        .isIn(before, count - 1);
                before = homes.get(0);
            }
        }
    }

    @Test
    void camerasSpreadEvenly() {
        List<String> cameras = cameras(7);

        for (int index = 0; index < 4; index++) {
            Shard shard = new Shard(index, 4);
            assertThat(cameras.stream().filter(shard::includes).count()).isBetween(60L, 140L);
        }
    }

    /** Or every state would start anew with the next version. */
    @ParameterizedTest
    @CsvSource({"north,1", "garage,5", "'',2"})
    void homesStayTheSameFromVersionToVersion(String camera, int home) {
        assertThat(homes(camera, MAX)).containsExactly(home);
    }

    @Test
    void aRecordingIsWhereItsCameraIs() {
        Shard shard = new Shard(0, 2);

        assertThat(shard.includes(new ObjectKey("north/2026/a.mp4"))).isEqualTo(shard.includes("north"));
        assertThat(shard.includes(new ObjectKey("top.mp4"))).isEqualTo(shard.includes(""));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "1,1", "0,0", "0,10001"})
    void refusesWhatIsNoPart(int index, int count) {
        assertThatThrownBy(() -> new Shard(index, count)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Integer> homes(String camera, int count) {
        return IntStream.range(0, count)
                .filter(index -> new Shard(index, count).includes(camera))
                .boxed()
                .toList();
    }

    private static List<String> cameras(long seed) {
        Random random = new Random(seed);
        List<String> cameras = new ArrayList<>(List.of("", "cámara 1", "a\nb"));
        for (int i = 0; i < 400; i++) {
            cameras.add("camera-" + random.nextInt(1_000_000));
        }
        return cameras;
    }
}
