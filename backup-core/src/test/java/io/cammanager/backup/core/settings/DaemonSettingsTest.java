package io.cammanager.backup.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FreeSpace;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonSettingsTest {
    private static final String TOKEN = "canary-0123456789";

    @Test
    void nothingSetMeansTheDocumentedDefaults() {
        Settings settings = read(Map.of("HOME", "/home/ana"));

        assertThat(settings.daemon())
                .isEqualTo(new DaemonSettings(
                        Duration.ofHours(1),
                        null,
                        Duration.ZERO,
                        new DaemonSettings.Checks(Duration.ofHours(24), true, Duration.ofDays(30)),
                        UpkeepSettings.NONE,
                        Duration.ofSeconds(5),
                        false,
                        new HttpSettings("127.0.0.1", 8484, null, Set.of())));
        assertThat(settings.log())
                .isEqualTo(new LogSettings(
                        LogLevel.INFO,
                        LogSettings.Format.TEXT,
                        Path.of("/home/ana/.local/state/cammanager-backup/logs")));
        assertThat(settings.alerts())
                .isEqualTo(new AlertSettings(
                        null, null, null, null, null, new FreeSpace.Percent(10), Duration.ofHours(2)));
    }

    @Test
    void everyDaemonSettingArrives() {
        Settings settings = read(Map.ofEntries(
                Map.entry("SYNC_INTERVAL", "30m"),
                Map.entry("SYNC_CRON", "15 * * * 1-5"),
                Map.entry("SYNC_JITTER", "2m"),
                Map.entry("VERIFY_INTERVAL", "OFF"),
                Map.entry("VERIFY_ROTATE", "false"),
                Map.entry("DRILL_INTERVAL", "0"),
                Map.entry("MIRROR_TO", "dr:copy"),
                Map.entry("MIRROR_INTERVAL", "6h"),
                Map.entry("PRUNE_KEEP_FREE", "20%"),
                Map.entry("PRUNE_KEEP_DAYS", "3"),
                Map.entry("PRUNE_INTERVAL", "30m"),
                Map.entry("RETENTION_APPLY", "true"),
                Map.entry("RETENTION_DAYS", "30"),
                Map.entry("RETENTION_INTERVAL", "12h"),
                Map.entry("GRACE", "20s"),
                Map.entry("WATCH", "true"),
                Map.entry("HTTP_BIND", "0.0.0.0:80"),
                Map.entry("API_TOKEN", TOKEN),
                Map.entry("LOG_FORMAT", "json"),
                Map.entry("LOG_DIR", "/logs")));

        assertThat(settings.daemon())
                .isEqualTo(new DaemonSettings(
                        Duration.ofMinutes(30),
                        "15 * * * 1-5",
                        Duration.ofMinutes(2),
                        new DaemonSettings.Checks(null, false, null),
                        new UpkeepSettings(
                                new UpkeepSettings.Mirror("dr:copy", Duration.ofHours(6)),
                                new UpkeepSettings.Prune(
                                        new PruneOptions.Goal.KeepFree(new FreeSpace.Percent(20)),
                                        3,
                                        Duration.ofMinutes(30)),
                                new UpkeepSettings.Retention(30, Duration.ofHours(12))),
                        Duration.ofSeconds(20),
                        true,
                        new HttpSettings("0.0.0.0", 80, Secret.of(TOKEN), Set.of())));
        assertThat(settings.log()).isEqualTo(new LogSettings(LogLevel.INFO, LogSettings.Format.JSON, Path.of("/logs")));
        assertThat(settings.toString()).doesNotContain(TOKEN);
    }

    @Test
    void everyAlertSettingArrives() {
        AlertSettings alerts = read(Map.of(
                        "SMTP_URL", "smtp://ana:p%40ss@mail.example.com:587",
                        "ALERT_EMAIL_TO", "ana@example.com, bo@example.com",
                        "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/a/b/c",
                        "WEBHOOK_URL", "http://10.0.0.1:8080/hook?key=1",
                        "WEBHOOK_SECRET", "two words",
                        "NTFY_URL", "https://user:word@ntfy.sh/topic",
                        "PING_URL", "https://hc-ping.com/1234",
                        "ALERT_DISK_FREE", "50G",
                        "ALERT_SILENT", "10m"))
                .alerts();

        assertThat(alerts)
                .isEqualTo(new AlertSettings(
                        new AlertSettings.Email(
                                Secret.of("smtp://ana:p%40ss@mail.example.com:587"),
                                List.of("ana@example.com", "bo@example.com"),
                                "ana@example.com"),
                        Secret.of("https://hooks.slack.com/services/a/b/c"),
                        new AlertSettings.Webhook(Secret.of("http://10.0.0.1:8080/hook?key=1"), Secret.of("two words")),
                        Secret.of("https://user:word@ntfy.sh/topic"),
                        Secret.of("https://hc-ping.com/1234"),
                        new FreeSpace.Bytes(50L << 30),
                        Duration.ofMinutes(10)));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:0,127.0.0.1,0", "127.8.8.8:80,127.8.8.8,80", "[::1]:80,::1,80", "LocalHost:80,LocalHost,80"})
    void addressesOfThisMachineItselfNeedNoToken(String bind, String host, int port) {
        assertThat(read(Map.of("HTTP_BIND", bind)).daemon().http())
                .isEqualTo(new HttpSettings(host, port, null, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0:80", "[::]:80", "10.0.0.1:80", "backup:80", "127.0.0.1.example.com:80", "127.1:80"})
    void everyOtherAddressNeedsAToken(String bind) {
        assertThatThrownBy(() -> read(Map.of("HTTP_BIND", bind)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("HTTP_BIND (" + bind + ") is open to other machines, so it needs a token: set API_TOKEN or"
                        + " API_TOKEN_FILE, or listen on 127.0.0.1");
        assertThat(read(Map.of("HTTP_BIND", bind, "API_TOKEN", TOKEN))
                        .daemon()
                        .http()
                        .token())
                .isEqualTo(Secret.of(TOKEN));
    }

    @Test
    void secretsMayComeFromFilesAndAreNotShown(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");

        Settings settings =
                read(Map.of("API_TOKEN_FILE", file.toString(), "PING_URL", "https://hc.example.com/canary-"));

        assertThat(settings.daemon().http().token()).isEqualTo(Secret.of(TOKEN));
        assertThat(settings.values())
                .filteredOn(value -> value.setting() == Setting.API_TOKEN)
                .containsExactly(
                        new SettingValue(Setting.API_TOKEN, "***", new Origin(Origin.Kind.FILE, file.toString())));
        assertThat(settings.toString()).doesNotContain("canary-");
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC_CRON,* * * *,'SYNC_CRON (* * * *) must be the five fields of cron'",
        "SYNC_CRON,@hourly,'SYNC_CRON (@hourly) must be the five fields of cron'",
        "SYNC_JITTER,some,'SYNC_JITTER (some) must be a duration'",
        "VERIFY_INTERVAL,never,'VERIFY_INTERVAL (never) must be off or a duration'",
        "DRILL_INTERVAL,monthly,'DRILL_INTERVAL (monthly) must be off or a duration'",
        "VERIFY_ROTATE,daily,'VERIFY_ROTATE (daily) must be true or false'",
        "VERIFY_INTERVAL,0,'VERIFY_INTERVAL (0) must be at least 1s'",
        "GRACE,-1s,'GRACE (-1s) must be a duration'",
        "WATCH,maybe,'WATCH (maybe) must be true or false'",
        "HTTP_BIND,8484,'HTTP_BIND (8484) must be an address and a port, such as 127.0.0.1:8484'",
        "HTTP_BIND,:8484,HTTP_BIND (:8484) must be an address and a port",
        "HTTP_BIND,localhost:65536,HTTP_BIND (localhost:65536) must be an address and a port",
        "HTTP_BIND,http://localhost:80,must be an address and a port",
        "LOG_FORMAT,xml,'LOG_FORMAT (xml) must be one of text, json'",
        "SMTP_URL,smtp://mail.example.com,'SMTP_URL is set but ALERT_EMAIL_TO is not'",
        "ALERT_EMAIL_TO,ana@example.com,'ALERT_EMAIL_TO is set but SMTP_URL is not'",
        "ALERT_EMAIL_TO,ana,'ALERT_EMAIL_TO (ana) must be addresses such as ana@example.com'",
        "ALERT_EMAIL_FROM,'a@b.c, d@e.f','ALERT_EMAIL_FROM (a@b.c, d@e.f) must be one address'",
        "WEBHOOK_SECRET,key,'WEBHOOK_SECRET is set but WEBHOOK_URL is not'",
        "ALERT_DISK_FREE,101%,'ALERT_DISK_FREE (101%) must be a part such as 10%, or a size'",
        "ALERT_SILENT,0,ALERT_SILENT (0) must be at least 1s",
        "MIRROR_INTERVAL,off,'MIRROR_INTERVAL (off) must be a duration'",
        "PRUNE_KEEP_FREE,much,'PRUNE_KEEP_FREE (much) must be a part such as 10%, or a size'",
        "PRUNE_OLDER_THAN,week,'PRUNE_OLDER_THAN (week) must be a duration'",
        "PRUNE_KEEP_DAYS,0,'PRUNE_KEEP_DAYS (0) must be a whole number from 1 to 36500'",
        "PRUNE_INTERVAL,1s,'PRUNE_INTERVAL (1s) must be at least 60s'",
        "RETENTION_APPLY,perhaps,'RETENTION_APPLY (perhaps) must be true or false'",
        "RETENTION_INTERVAL,1s,'RETENTION_INTERVAL (1s) must be at least 60s'"
    })
    void nonsenseIsRefusedInOneSentenceThatSaysWhatIsAllowed(String name, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(sentence);
    }

    @Test
    void nothingIsDeletedFromTheBucketWithoutAWordForHowLongItIsKept() {
        assertThatThrownBy(() -> read(Map.of("RETENTION_APPLY", "true")))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("RETENTION_APPLY is true but RETENTION_DAYS is not set");
        assertThat(read(Map.of("RETENTION_DAYS", "30")).daemon().upkeep()).isEqualTo(UpkeepSettings.NONE);
    }

    @Test
    void twoWaysToSayHowMuchIsDeletedHereAreOneTooMany() {
        assertThatThrownBy(() -> read(Map.of("PRUNE_KEEP_FREE", "20%", "PRUNE_OLDER_THAN", "7d")))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("PRUNE_KEEP_FREE and PRUNE_OLDER_THAN are both set");
    }

    @ParameterizedTest
    @CsvSource({
        "API_TOKEN,canary,'API_TOKEN must have at least 16 characters'",
        "API_TOKEN,canary with spaces,'API_TOKEN must be one word'",
        "SMTP_URL,https://canary@mail.example.com,'SMTP_URL must be a URL such as smtp://user:password@host:587'",
        "SMTP_URL,smtp://ana:canary word@mail,'SMTP_URL must be a URL such as'",
        "SLACK_WEBHOOK_URL,canary,'SLACK_WEBHOOK_URL must be a URL such as https://host/path'",
        "WEBHOOK_URL,ftp://host/canary,WEBHOOK_URL must be a URL such as",
        "NTFY_URL,https://my_host/canary,NTFY_URL must be a URL such as",
        "PING_URL,https:///canary,PING_URL must be a URL such as"
    })
    void whatMayHoldASecretIsRefusedWithoutRepeatingIt(String name, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(BackupException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("canary")
                .satisfies(e -> assertThat(causes(e)).doesNotContain("canary"));
    }

    @Test
    void freeSpaceIsAPartOfTheDiskOrAsManyBytes() {
        assertThat(new FreeSpace.Percent(10).bytesOf(2000)).isEqualTo(200);
        assertThat(new FreeSpace.Bytes(7).bytesOf(2000)).isEqualTo(7);
    }

    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause);
        }
        return text.toString();
    }

    private static Settings read(Map<String, String> environment) {
        return Settings.read(environment, Map.of());
    }
}
