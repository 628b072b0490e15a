package io.cammanager.backup.crypto.conf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.crypto.conf.RevealException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObscureTest {
    private record Vector(String iv, String password, String obscured) {
        static Vector of(String line) {
            List<String> fields = List.of(line.split(" ", -1));
            byte[] password = HexFormat.of().parseHex(fields.get(1).replace("-", ""));
            return new Vector(fields.get(0), new String(password, UTF_8), fields.get(2));
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(ObscureTest.class.getResourceAsStream("obscure.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::of)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void obscuresToTheSameBytesAsRcloneAndBack(Vector vector) {
        assertThat(Obscure.obscure(
                        vector.password(), new FixedRandom(HexFormat.of().parseHex(vector.iv()))))
                .isEqualTo(vector.obscured());
        assertThat(Obscure.reveal(vector.obscured())).isEqualTo(vector.password());
    }

    @Test
    void emptyPasswordHas22Characters() {
        String obscured = Obscure.obscure("", new SecureRandom());

        assertThat(obscured).hasSize(22);
        assertThat(Obscure.reveal(obscured)).isEmpty();
    }

    @Test
    void samePasswordIsNeverObscuredTheSameWay() {
        SecureRandom random = new SecureRandom();

        assertThat(Obscure.obscure("one", random)).isNotEqualTo(Obscure.obscure("one", random));
    }

    @ParameterizedTest
    @CsvSource({
        "'',TOO_SHORT",
        "aGVsbG8,TOO_SHORT",
        "hunter2,TOO_SHORT",
        "correct horse battery staple,NOT_BASE64URL",
        "YmJiYmJiYmJiYmJiYmJiYp*gcEWbAw,NOT_BASE64URL",
        "8PDw8PDw8PDw8PDw8PDw_zc=,NOT_BASE64URL",
        "8PDw8PDw8PDw8PDw8PDw8PDw8,NOT_BASE64URL",
        "correcthorsebatterystaple-and-more,NOT_UTF8"
    })
    void clearTextIsRefusedWithoutBeingRepeated(String text, Reason reason) {
        assertThatThrownBy(() -> Obscure.reveal(text))
                .isInstanceOfSatisfying(
                        RevealException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("looks like a clear-text password")
                .hasMessageContaining("config obscure")
                .satisfies(e -> assertThat(text.isEmpty() || !e.toString().contains(text))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "correct horse battery staple", "пароль-🔐-Ünïcode-密码", " spaces ", "with\ttab", "q\"'`$\\"
            })
    void rcloneRevealsWhatWeObscureAndTheOtherWayRound(String password) throws Exception {
        String ours = Obscure.obscure(password, new SecureRandom());
        String theirs = Rclone.run(Map.of(), List.of("obscure", "--", password)).strip();

        assertThat(Rclone.run(Map.of(), List.of("reveal", "--", ours))).isEqualTo(password + "\n");
        assertThat(Obscure.reveal(theirs)).isEqualTo(password);
    }

    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        FixedRandom(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
