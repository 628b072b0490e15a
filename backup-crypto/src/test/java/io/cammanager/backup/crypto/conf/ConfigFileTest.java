package io.cammanager.backup.crypto.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables and inheritance. The expected values are those of {@code rclone config dump} and in use by rclone 1.60.1. */
class ConfigFileTest {
    private static final String TEXT = """
            top = T
            [DEFAULT]
            shared = D
            chain = <%(shared)s>
            [a]
            type = alias
            where = W
            key = K
            keys = KS
            shared = own
            empty =
            same = %(where)s/x
            twice = %(where)s%(where)s
            chained = %(same)s/y
            default = %(shared)s
            default2 = %(chain)s
            before = %(top)s
            nowhere = [%(none)s]
            blank = [%(empty)s]
            stripped = %(keys)s
            open = 100%(where)
            percent = 100%%
            [a.b]
            type = alias
            where = B
            [a.b.c]
            where = C
            [x.y]
            type = alias
            """;

    private final RcloneConfig config = RcloneConfig.parse(TEXT, Map.of());

    @ParameterizedTest
    @CsvSource({
        "same,W/x",
        "twice,WW",
        "chained,W/x/y",
        "default,D",
        "default2,<D>",
        "before,T",
        "nowhere,[]",
        "blank,[]",
        "stripped,K",
        "open,100%(where)",
        "percent,100%%"
    })
    void variablesAreThoseOfTheDefaultsOrOfTheSection(String key, String value) {
        assertThat(remote("a").option(key)).isEqualTo(value);
    }

    @Test
    void rcloneReadsTheSame(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("rclone.conf"), TEXT);

        String dump = Rclone.run(Map.of(), List.of("--config", file.toString(), "config", "dump"));

        String section = dump.substring(dump.indexOf("\"a\": {"), dump.indexOf('}', dump.indexOf("\"a\": {")));
        remote("a")
                .options()
                .forEach((key, value) -> assertThat(
                                section.replace("\\u003c", "<").replace("\\u003e", ">"))
                        .contains("\"" + key + "\": \"" + value + "\""));
    }

    @Test
    void whatASectionDoesNotHaveItHasFromTheOneBeforeItsDot() {
        assertThat(remote("a.b").option("where")).isEqualTo("B");
        assertThat(remote("a.b").option("same")).as("expanded where it stands").isEqualTo("W/x");
        assertThat(remote("a.b.c").type()).isEqualTo("alias");
        assertThat(remote("a.b.c").option("where")).isEqualTo("C");
        assertThat(remote("x.y").options()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"%(v)s", "%(w)s", "%(v)s%(v)s", "x%(v)s"})
    void circlesComeToAnEnd(String value) {
        RcloneConfig circles = RcloneConfig.parse("[a]\ntype = s3\nv = " + value + "\nw = %(v)s\n", Map.of());

        assertThat(Objects.requireNonNull(circles.remote("a")).option("v")).endsWith("s");
    }

    @Test
    void variablesOfTheEnvironmentAreTakenAsTheyStand() {
        RcloneConfig overridden = RcloneConfig.parse(TEXT, Map.of("RCLONE_CONFIG_A_SAME", "%(where)s"));

        assertThat(Objects.requireNonNull(overridden.remote("a")).option("same"))
                .isEqualTo("%(where)s");
    }

    private RemoteSection remote(String name) {
        return Objects.requireNonNull(config.remote(name));
    }
}
