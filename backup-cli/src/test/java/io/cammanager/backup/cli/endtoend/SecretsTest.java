package io.cammanager.backup.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.cli.Main;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.SecretScan;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what there is to run with secrets that are easy to find, as talkative as it gets, and looks for them everywhere. */
class SecretsTest {
    private static final String S3_SECRET = "canary-S3/key+with=signs";
    private static final String WRONG_S3_SECRET = "canary-wrong/S3+key=?";
    private static final String FROM_FILE = "canary-token-from-a-file";

    private static final ImmutableMap<String, String> SECRETS = ImmutableMap.<String, String>builder()
            .put("S3_SECRET_KEY", S3_SECRET)
            .put("wrong S3_SECRET_KEY", WRONG_S3_SECRET)
            .put("CRYPT_PASSWORD", "canary-first password!")
            .put("wrong CRYPT_PASSWORD", "canary-wrong password!")
            .put("CRYPT_PASSWORD2", "canary-second password?")
            .put("RCLONE_CONFIG_PASS", "canary-of-an-rclone.conf")
            .put("API_TOKEN_FILE", FROM_FILE)
            .put("SMTP_URL", "canary-smtp%40password")
            .put("SLACK_WEBHOOK_URL", "canary-slack/T0/B0/token")
            .put("WEBHOOK_URL", "canary-webhook-token")
            .put("WEBHOOK_SECRET", "canary-signing key+/=")
            .put("NTFY_URL", "canary-ntfy-password")
            .put("PING_URL", "canary-ping-uuid-1234")
            .buildOrThrow();
    private static final SecretScan SCAN = SecretScan.of(SECRETS);

    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    @TempDir
    private Path secrets;

    private CommandProcess command;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.builder().credentials("access", S3_SECRET).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void setEverySecret() throws IOException {
        Path token = Files.writeString(secrets.resolve("token"), FROM_FILE + "\n");
        command = new CommandProcess(Main.class, server, directory)
                .with("LOG_LEVEL", "TRACE")
                .with("CRYPT_PASSWORD", secret("CRYPT_PASSWORD"))
                .with("CRYPT_PASSWORD2", secret("CRYPT_PASSWORD2"))
                .with("RCLONE_CONFIG_PASS", secret("RCLONE_CONFIG_PASS"))
                .with("API_TOKEN_FILE", token.toString())
                .with("HTTP_BIND", "0.0.0.0:8484")
                .with("SMTP_URL", "smtp://ana:" + secret("SMTP_URL") + "@mail.example.com:587")
                .with("ALERT_EMAIL_TO", "ana@example.com")
                .with("SLACK_WEBHOOK_URL", "https://hooks.slack.com/" + secret("SLACK_WEBHOOK_URL"))
                .with("WEBHOOK_URL", "https://example.com/hook?token=" + secret("WEBHOOK_URL"))
                .with("WEBHOOK_SECRET", secret("WEBHOOK_SECRET"))
                .with("NTFY_URL", "https://ana:" + secret("NTFY_URL") + "@ntfy.sh/topic")
                .with("PING_URL", "https://hc-ping.com/" + secret("PING_URL"));
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .cameras(1)
                .segmentsPerDay(2)
                .build()
                .generate(directory.resolve("recordings"));
        server.removeBucket("recordings");
    }

    /** The outputs of the processes lie below the directory, too. */
    @AfterEach
    void noSecretIsAnywhere() throws IOException {
        assertThat(SCAN.below(directory)).isEmpty();
    }

    @Test
    void whatGoesWell() throws IOException {
        run(0, "sync", "--verify=data", "--verbose", "--progress");
        run(0, "sync", "--json", "--bwlimit", "100M");
        run(0, "restore", directory.resolve("restored").toString(), "--json");
        Ended shown = run(0, "config", "show");
        Ended json = run(0, "config", "show", "--json");

        assertThat(shown.out()).containsPattern("API_TOKEN +\\*\\*\\* +file ").containsPattern("PING_URL +\\*\\*\\* ");
        assertThat(json.out()).contains("\"name\":\"WEBHOOK_SECRET\",\"value\":\"***\"");
    }

    @Test
    void whatTheStoreRefuses() throws IOException {
        run(0, "sync");
        command.with("CRYPT_PASSWORD", secret("wrong CRYPT_PASSWORD"));
        run(12, "verify", "--json");
        run(12, "sync");
        command.with("S3_SECRET_KEY", WRONG_S3_SECRET);
        run(6, "sync", "--json");
        run(6, "ls");
    }

    @Test
    void whatCannotBeReached() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            command.with("S3_ENDPOINT", "http://127.0.0.1:" + socket.getLocalPort());
        }

        run(5, "sync");
    }

    @Test
    void whatTheSettingsRefuse() throws IOException {
        command.with("SMTP_URL", "smtp ://ana:" + secret("SMTP_URL") + "@mail.example.com");
        assertThat(run(2, "config", "show", "--json").err()).startsWith("error: SMTP_URL must be a URL");
        command.with("S3_SECRET_KEY", S3_SECRET + " with a space");
        run(2, "sync");
    }

    private static String secret(String name) {
        return SECRETS.getOrDefault(name, "");
    }

    private Ended run(int expected, String... arguments) throws IOException {
        Ended ended = command.run(arguments).ended(expected);
        assertThat(SCAN.in(String.join(" ", arguments), ended.out() + ended.err()))
                .isEmpty();
        return ended;
    }
}
