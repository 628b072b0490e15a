package io.cammanager.backup.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScanTest {
    private static final String SECRET = "canary/of+the ?>mine=~";

    private final SecretScan scan = SecretScan.of(Map.of("CANARY", SECRET));

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "user:", "Bearer "})
    void findsEveryFormWhateverStandsAroundIt(String before) {
        byte[] whole = (before + SECRET + " after").getBytes(UTF_8);

        assertFound(before + SECRET + " after");
        assertFound(Base64.getEncoder().encodeToString(whole));
        assertFound(Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
        assertFound(Base64.getEncoder().encodeToString((before + SECRET).getBytes(UTF_8)));
        assertFound(URLEncoder.encode(before + SECRET, UTF_8));
        assertFound(URLEncoder.encode(before + SECRET, UTF_8).replace("+", "%20"));
        assertFound(HexFormat.of().formatHex(whole));
        assertFound(HexFormat.of().withUpperCase().formatHex(whole));
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(scan.in("the log", "canary/of+the *** " + Base64.getEncoder().encodeToString(new byte[99])))
                .isEmpty();
    }

    @Test
    void looksIntoFilesAndTheirNames(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("state"));
        Files.write(directory.resolve("state/catalog.db"), ("\0\u00ff" + SECRET).getBytes(UTF_8));
        Files.writeString(directory.resolve("harmless"), "harmless");
        Files.createDirectory(directory.resolve(URLEncoder.encode(SECRET, UTF_8)));

        assertThat(scan.below(directory))
                .containsExactlyInAnyOrder("CANARY is in state/catalog.db", "CANARY is in the name of a file");
    }

    @Test
    void refusesSecretsThatCouldComeByChance() {
        assertThatThrownBy(() -> SecretScan.of(Map.of("SHORT", "abc"))).hasMessageContaining("the secret SHORT");
    }

    private void assertFound(String text) {
        assertThat(scan.in("the log", text)).as(text).containsExactly("CANARY is in the log");
    }
}
