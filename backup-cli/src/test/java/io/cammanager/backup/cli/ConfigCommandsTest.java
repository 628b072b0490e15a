package io.cammanager.backup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.console.StandardInput;
import io.cammanager.backup.crypto.conf.Obscure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandsTest {
    private static final String CANARY = "canary";

    private final CommandLineRun cli = new CommandLineRun();

    @ParameterizedTest
    @ValueSource(strings = {"canary", "canary\n", "canary\r\n"})
    void obscuresOneLineFromStdin(String input) {
        cli.password = piped(input);

        assertThat(cli.run("config", "obscure")).isZero();

        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).matches("[A-Za-z0-9_-]{30}\n");
        assertThat(Obscure.reveal(cli.out().strip())).isEqualTo(CANARY);
    }

    @Test
    void obscuresForPrograms() {
        cli.password = piped("canary\n");

        assertThat(cli.run("config", "obscure", "--json")).isZero();

        assertThat(cli.err()).isEmpty();
        assertThat(cli.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("\\{\"message_type\":\"obscured\",\"value\":\"[A-Za-z0-9_-]{30}\"}"),
                        line -> assertThat(line).isEqualTo("{\"message_type\":\"summary\",\"exit_code\":0}"));
        assertThat(Obscure.reveal(cli.out().replaceAll("(?s).*\"value\":\"([^\"]*)\".*", "$1")))
                .isEqualTo(CANARY);
    }

    @ParameterizedTest
    @CsvSource({"'',the password is empty", "canary,config obscure takes no arguments"})
    void tellsProgramsWhyNot(String argument, String sentence) {
        cli.password = piped("");

        int code = argument.isEmpty()
                ? cli.run("config", "obscure", "--json")
                : cli.run("config", "obscure", "--json", argument);

        assertThat(code).isEqualTo(2);
        assertThat(cli.out().lines().toList())
                .satisfiesExactly(
                        error -> assertThat(error)
                                .contains("\"message_type\":\"error\"", sentence)
                                .doesNotContain(CANARY),
                        summary -> assertThat(summary).isEqualTo("{\"message_type\":\"summary\",\"exit_code\":2}"));
    }

    @Test
    void keepsSpacesAndEveryScript() {
        cli.password = piped(" пароль 🔐 \n");

        cli.run("config", "obscure");

        assertThat(Obscure.reveal(cli.out().strip())).isEqualTo(" пароль 🔐 ");
    }

    @Test
    void asksTwiceOnATerminal() {
        assertThat(answered("canary", "canary")).isZero();
        assertThat(Obscure.reveal(cli.out().strip())).isEqualTo(CANARY);

        assertThat(answered("canary", "canari")).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).isEqualTo("error: the two passwords differ: nothing was obscured\n");

        assertThat(answered("")).isEqualTo(2);
        assertThat(cli.err()).startsWith("error: the password is empty").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"'',the password is empty", "'\n',the password is empty", "'canary\nmore\n',stdin must hold one line"})
    void refusesWhatIsNoPassword(String input, String sentence) {
        cli.password = piped(input);

        assertThat(cli.run("config", "obscure")).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("error: " + sentence).hasLineCount(1).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "--canary", "-canary", "--password=canary"})
    void refusesAnArgumentWithoutRepeatingIt(String argument) {
        assertThat(cli.run("config", "obscure", argument)).isEqualTo(2);

        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith("error: config obscure takes no arguments")
                .hasLineCount(1)
                .doesNotContain(CANARY);
    }

    @Test
    void showsARemoteWithoutItsSecrets(@TempDir Path directory) throws IOException {
        String obscured = Obscure.obscure(CANARY, new SecureRandom());
        Path file = Files.writeString(directory.resolve("rclone.conf"), """
                [minio]
                type = s3
                access_key_id = canary-id
                secret_access_key = canary-key
                endpoint = https://minio.example.com
                [minio-crypt]
                type = crypt
                remote = minio:vault/site
                password = %s
                password2 = %s
                """.formatted(obscured, obscured));
        cli.environment.put("RCLONE_CONFIG", file.toString());
        cli.environment.put("BACKUP_REMOTE", "minio-crypt:");

        assertThat(cli.run("config", "show")).isZero();
        String text = cli.out();
        assertThat(cli.run("config", "show", "--json")).isZero();

        assertThat(remoteLines(text)).isEqualTo("""
                S3_ENDPOINT https://minio.example.com rclone.conf [minio]
                S3_ACCESS_KEY *** rclone.conf [minio]
                S3_SECRET_KEY *** rclone.conf [minio]
                S3_BUCKET vault rclone.conf [minio]
                S3_PREFIX site/ rclone.conf [minio]
                BACKUP_REMOTE minio-crypt: environment
                CRYPT_PASSWORD *** rclone.conf [minio-crypt]
                CRYPT_PASSWORD2 *** rclone.conf [minio-crypt]
                encryption: recordings encrypted, names encrypted, as base32""");
        assertThat(cli.out())
                .contains("{\"message_type\":\"setting\",\"name\":\"CRYPT_PASSWORD\",\"value\":\"***\","
                        + "\"origin\":\"rclone.conf [minio-crypt]\"}")
                .contains("{\"message_type\":\"encryption\",\"folder\":\"\",\"filename_encryption\":\"standard\","
                        + "\"directory_name_encryption\":\"encrypted\",\"filename_encoding\":\"base32\","
                        + "\"suffix\":\".bin\",\"data_encryption\":\"on\",\"bad_blocks\":\"refuse\","
                        + "\"foreign_names\":\"skip\"}");
        assertThat(text + cli.out() + cli.err()).doesNotContain(CANARY).doesNotContain(obscured);
    }

    @Test
    void unknownRemoteIsOneSentence(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("rclone.conf"), "[minio]\ntype = s3\n");
        cli.environment.put("RCLONE_CONFIG", file.toString());
        cli.environment.put("BACKUP_REMOTE", "mini:");

        assertThat(cli.run("sync")).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("error: BACKUP_REMOTE (mini:) names no remote of " + file + ": there is minio:\n");
        assertThat(cli.engine.settings).isNull();
    }

    private int answered(String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        cli.password = new StandardInput(
                InputStream.nullInputStream(), question -> left.remove().toCharArray());
        return cli.run("config", "obscure");
    }

    private static StandardInput piped(String input) {
        return new StandardInput(new ByteArrayInputStream(input.getBytes(UTF_8)), null);
    }

    private static String remoteLines(String shown) {
        return shown.lines()
                .filter(line -> line.contains("rclone.conf [")
                        || line.startsWith("BACKUP_REMOTE")
                        || line.startsWith("encryption"))
                .map(line -> line.replaceAll(" +", " "))
                .collect(Collectors.joining("\n"));
    }
}
