package io.cammanager.backup.core.store.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockNumbersTest {
    @Test
    void tellsRunsAsRuns() {
        assertThat(of(2)).hasToString("block 2");
        assertThat(of(0, 3, 4, 5, 9)).hasToString("blocks 0, 3-5, 9");
    }

    @Test
    void tellsHowManyWhereTheyAreTooManyToName() {
        BlockNumbers numbers = new BlockNumbers();
        for (int block = 0; block < 1000; block += 2) {
            numbers.add(block);
        }

        assertThat(numbers.toString()).startsWith("blocks 0, 2, 4,").endsWith(", 38 and more, 500 in all,");
    }

    private static BlockNumbers of(long... blocks) {
        BlockNumbers numbers = new BlockNumbers();
        for (long block : blocks) {
            numbers.add(block);
        }
        return numbers;
    }
}
