package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectKeyTest {
    private static final int[] CODE_POINTS = {
        '!', '/', '0', 'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xff0e, 0xffff, 0x10000, 0x1f600, 0x10ffff
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sortsAsTheBytesDo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            String left = text(random);
            String right = random.nextInt(4) == 0 ? left + text(random) : text(random);

            int order = new ObjectKey(left).compareTo(new ObjectKey(right));

            int expected = Arrays.compareUnsigned(new ObjectKey(left).utf8(), new ObjectKey(right).utf8());
            assertThat(Integer.signum(order))
                    .as("seed %d: %s against %s", seed, left, right)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void knowsItsLengthInBytes(long seed) {
        String text = text(new Random(seed));

        assertThat(new ObjectKey(text).utf8Length()).as("seed %d", seed).isEqualTo(new ObjectKey(text).utf8().length);
    }

    @ParameterizedTest
    @CsvSource({"north/a/b.mp4, north, b.mp4", "b.mp4, '', b.mp4", "north/, north, ''", "/x, '', x"})
    void tellsTheCameraAndTheName(String value, String camera, String name) {
        ObjectKey key = new ObjectKey(value);

        assertThat(key.camera()).isEqualTo(camera);
        assertThat(key.name()).isEqualTo(name);
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("")).withMessageContaining("value");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return text.toString();
    }
}
