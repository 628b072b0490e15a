package io.cammanager.backup.crypto.conf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.crypto.conf.RcloneConfigException.Reason;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RcloneConfigTest {
    private static final Map<String, String> NO_VARIABLES = Map.of();

    /** What {@code rclone config dump} of rclone 1.60.1 prints for the same text. */
    @Test
    void readsTheDialectAsRcloneDoes() {
        String text = """
                \ufeff# comment
                ; comment too
                before = any section
                [Mini o]
                type = s3
                  key with: colon = x
                q = `a = b`
                q2 = ""\"tri # ple""\"
                q3 = "plain"
                `qk=1` = v
                "dk" = v2
                nocomment = a # b
                t = 1
                T = 2
                t = 3
                tail = `a`b
                slash = a\\
                empty =
                  [ other ]\s\s
                type = local
                [Mini o]
                added = yes
                """.replace("\n", "\r\n");

        RcloneConfig config = RcloneConfig.parse(text, NO_VARIABLES);

        assertThat(config.names()).containsExactly("Mini o", "other");
        assertThat(remote(config, "Mini o"))
                .isEqualTo(new RemoteSection(
                        "Mini o",
                        "s3",
                        Map.ofEntries(
                                Map.entry("key with", "colon = x"),
                                Map.entry("q", "a = b"),
                                Map.entry("q2", "tri # ple"),
                                Map.entry("q3", "\"plain\""),
                                Map.entry("qk=1", "v"),
                                Map.entry("dk", "v2"),
                                Map.entry("nocomment", "a # b"),
                                Map.entry("T", "2"),
                                Map.entry("t", "3"),
                                Map.entry("tail", "a"),
                                Map.entry("slash", "a\\"),
                                Map.entry("empty", ""),
                                Map.entry("added", "yes"))));
        assertThat(config.remote("mini o")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "password hunter2",
        "= hunter2",
        "'m = `hunter2'",
        "'m = \"\"\"hunter2'",
        "'[hunter2'",
        "'[a] hunter2'",
        "[]",
        "'\"hunter2 = v'"
    })
    void lineThatRcloneRefusesIsNamedByItsNumberOnly(String line) {
        assertThatThrownBy(() -> RcloneConfig.parse("[a]\n" + line + "\n", NO_VARIABLES))
                .isInstanceOfSatisfying(
                        RcloneConfigException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SYNTAX))
                .hasMessageStartingWith("is wrong in line 2: ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void environmentGoesBeforeTheFileAndMayDefineRemotes() {
        Map<String, String> environment = Map.of(
                "RCLONE_CONFIG_MINIO-1_ENDPOINT", "https://new.example.com",
                "RCLONE_CONFIG_MINIO-1_REGION", "",
                "RCLONE_S3_ENDPOINT", "https://all.example.com",
                "RCLONE_S3_PROVIDER", "Minio",
                "RCLONE_CONFIG_NEW_TYPE", "crypt",
                "RCLONE_CONFIG_NEW_REMOTE", "minio-1:b",
                "RCLONE_CONFIG_PASS", "hunter2");

        RcloneConfig config = RcloneConfig.parse(
                "[minio-1]\ntype = s3\nendpoint = http://old\nregion = r\nacl = private\n", environment);

        assertThat(config.names()).containsExactly("minio-1", "new");
        assertThat(remote(config, "minio-1"))
                .isEqualTo(new RemoteSection(
                        "minio-1",
                        "s3",
                        Map.of(
                                "endpoint", "https://new.example.com",
                                "region", "",
                                "provider", "Minio",
                                "acl", "private")));
        assertThat(remote(config, "minio-1").option("region")).isNull();
        assertThat(remote(config, "new")).isEqualTo(new RemoteSection("new", "crypt", Map.of("remote", "minio-1:b")));
        assertThat(RcloneConfig.ofEnvironment(environment).names()).containsExactly("new");
    }

    @Test
    void valuesAreNotInTheTexts() {
        RcloneConfig config = RcloneConfig.parse("[a]\ntype = s3\nsecret_access_key = hunter2\n", NO_VARIABLES);

        assertThat(config.toString() + remote(config, "a"))
                .doesNotContain("hunter2")
                .contains("secret_access_key");
    }

    @Test
    void everyPasswordOfTheVectorsIsRevealed() throws Exception {
        RcloneConfig config = RcloneConfig.load(file("rclone.conf"), NO_VARIABLES, null);

        assertThat(config.names()).hasSize(14);
        for (String name : config.names()) {
            RemoteSection remote = remote(config, name);
            assertThat(remote.type()).isEqualTo("crypt");
            String expected = name.contains("zero") ? "" : name.contains("unicode") ? "пароль-🔐-Ünïcode-密码" : null;
            String revealed = Obscure.reveal(Objects.requireNonNull(remote.option("password")));
            assertThat(revealed).isEqualTo(expected == null ? "correct horse battery staple" : expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"конфиг pass ①", "конфиг pass 1"})
    void encryptedFileHoldsTheSame(String password) throws Exception {
        RcloneConfig plain = RcloneConfig.load(file("rclone.conf"), NO_VARIABLES, null);

        RcloneConfig decrypted = RcloneConfig.load(file("rclone.encrypted.conf"), NO_VARIABLES, password);

        assertThat(decrypted.names()).isEqualTo(plain.names());
        assertThat(decrypted.names())
                .allSatisfy(name -> assertThat(decrypted.remote(name)).isEqualTo(plain.remote(name)));
    }

    @Test
    void encryptedFileNeedsItsPassword(@TempDir Path directory) throws Exception {
        String text = Files.readString(file("rclone.encrypted.conf"), UTF_8);
        int middle = text.length() / 2;
        char other = text.charAt(middle) == 'A' ? 'B' : 'A';
        String flipped = text.substring(0, middle) + other + text.substring(middle + 1);

        assertFails(file("rclone.encrypted.conf"), null, Reason.PASSWORD_NEEDED);
        assertFails(file("rclone.encrypted.conf"), "hunter2", Reason.PASSWORD_WRONG);
        assertFails(write(directory, flipped), "конфиг pass 1", Reason.PASSWORD_WRONG);
        assertFails(write(directory, "# c\nRCLONE_ENCRYPT_V0:\nAAAA\n"), "x", Reason.ENCRYPTION_UNKNOWN);
        assertFails(write(directory, "# c\nRCLONE_ENCRYPT_V0:\n%\n"), "x", Reason.ENCRYPTION_UNKNOWN);
        assertFails(write(directory, "RCLONE_ENCRYPT_V1:\nAAAA\n"), "x", Reason.ENCRYPTION_UNKNOWN);
        assertFails(directory.resolve("none"), null, Reason.MISSING);
        assertFails(directory, null, Reason.UNREADABLE);
    }

    @Test
    void rcloneSeesTheSameRemotes(@TempDir Path directory) throws Exception {
        String text = "\ufeff[a-b]\r\ntype: local\r\n[Z z]\r\n\"type\" = `local`\r\n";
        Path file = write(directory, text);
        Map<String, String> environment = Map.of("RCLONE_CONFIG_NEW_ONE_TYPE", "local");

        String theirs = Rclone.run(environment, List.of("--config", file.toString(), "listremotes"));

        assertThat(RcloneConfig.load(file, environment, null).names())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.lines().map(line -> line.replaceAll(":$", "")).toList());
    }

    private static void assertFails(Path file, @Nullable String password, Reason reason) {
        assertThatThrownBy(() -> RcloneConfig.load(file, NO_VARIABLES, password))
                .isInstanceOfSatisfying(
                        RcloneConfigException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageNotContaining("hunter2");
    }

    private static Path write(Path directory, String text) throws Exception {
        return Files.writeString(Files.createTempFile(directory, "rclone", ".conf"), text);
    }

    private static Path file(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(RcloneConfigTest.class.getResource(name)).toURI());
    }

    private static RemoteSection remote(RcloneConfig config, String name) {
        return Objects.requireNonNull(config.remote(name));
    }
}
