package io.cammanager.backup.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.store.StoreTraits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<Setting, String> NO_FLAGS = Map.of();

    @Test
    void nothingSetMeansTheDocumentedDefaults() {
        Settings settings = Settings.read(Map.of("HOME", "/home/ana"), NO_FLAGS);

        assertThat(settings.store())
                .isEqualTo(new StoreSettings(
                        null, "us-east-1", "recordings", "", StoreSettings.PathStyle.AUTO, null, null, null));
        assertThat(settings.transfer().syncOptions().build()).isEqualTo(SyncOptions.defaults());
        assertThat(settings.source()).isEqualTo(Path.of("./recordings"));
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/home/ana/.local/state/cammanager-backup"));
        assertThat(settings.daemon().syncInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.log().level()).isEqualTo(LogLevel.INFO);
        assertThat(settings.language()).isEqualTo(Language.EN);
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.values()).extracting(SettingValue::setting).containsExactly(Setting.values());
    }

    @Test
    void flagGoesBeforeVariableBeforeFileBeforeDefault(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "fromfile!\n");
        Map<String, String> environment = Map.of(
                "S3_BUCKET", "by-variable",
                "S3_PREFIX", "by/variable",
                "S3_ACCESS_KEY", "key",
                "S3_SECRET_KEY_FILE", file.toString());

        Settings settings = Settings.read(environment, Map.of(Setting.S3_BUCKET, "by-flag"));

        assertThat(settings.store().bucket()).isEqualTo("by-flag");
        assertThat(settings.store().prefix()).isEqualTo("by/variable/");
        assertThat(settings.store().credentials()).isNotNull();
        assertThat(revealed(settings)).isEqualTo("fromfile!");
        assertThat(origin(settings, Setting.S3_BUCKET)).isEqualTo("flag --bucket");
        assertThat(origin(settings, Setting.S3_PREFIX)).isEqualTo("environment");
        assertThat(origin(settings, Setting.S3_SECRET_KEY)).isEqualTo("file " + file);
        assertThat(origin(settings, Setting.S3_REGION)).isEqualTo("default");
        assertThat(settings.toString()).doesNotContain("fromfile!");
    }

    @Test
    void variableGoesBeforeItsFileAndEmptyCountsAsNotSet(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "from-file\r\n");
        Map<String, String> both =
                Map.of("S3_ACCESS_KEY", "key", "S3_SECRET_KEY", "from-env", "S3_SECRET_KEY_FILE", file.toString());
        Map<String, String> empty =
                Map.of("S3_ACCESS_KEY", "key", "S3_SECRET_KEY", "", "S3_SECRET_KEY_FILE", file.toString());

        assertThat(revealed(Settings.read(both, NO_FLAGS))).isEqualTo("from-env");
        assertThat(revealed(Settings.read(empty, NO_FLAGS))).isEqualTo("from-file");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "5Mi,5242880",
                "16M,16777216",
                "5120,5242880",
                "5242880b,5242880",
                "5242880B,5242880",
                "7.5m,7864320",
                "1G,1073741824",
                "1GiB,1073741824",
                "5MB,5242880",
                "5 M,-",
                "-5M,-",
                "5X,-",
                "M,-",
                "99999999T,-"
            })
    void sizesReadAsRcloneReadsThem(String text, @Nullable Long bytes) {
        if (bytes == null) {
            assertRefused("PART_SIZE", text, "PART_SIZE (" + text + ")");
        } else {
            TransferSettings transfer =
                    Settings.read(Map.of("PART_SIZE", text), NO_FLAGS).transfer();
            assertThat(transfer.partSizeBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "90,PT90S", "60s,PT60S", "1h30m,PT90M", "2d,PT48H", "1.5h,PT90M", "250ms,PT0.25S", "1M,PT720H"
    })
    void durationsReadAsRcloneReadsThem(String text, Duration duration) {
        TransferSettings transfer =
                Settings.read(Map.of("MIN_AGE", text), NO_FLAGS).transfer();

        assertThat(transfer.minAge()).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "MIN_AGE,soon,'MIN_AGE (soon) must be a duration'",
        "MIN_AGE,5m3,'MIN_AGE (5m3) must be a duration'",
        "SYNC_INTERVAL,0,'SYNC_INTERVAL (0) must be at least 1s'",
        "TRANSFERS,0,TRANSFERS (0) must be a whole number from 1 to 256",
        "TRANSFERS,many,TRANSFERS (many) must be a whole number from 1 to 256",
        "RETRIES,101,RETRIES (101) must be a whole number from 1 to 100",
        "RETENTION_DAYS,1.5,RETENTION_DAYS (1.5) must be a whole number",
        "PART_SIZE,1M,'PART_SIZE (1M) is 1048576 bytes and must be 5Mi to 5Gi'",
        "PART_SIZE,16777216,'must be 5Mi to 5Gi, written as a size such as 16Mi or 1.5G (as in rclone K, M and G'",
        "ORDER,random,'ORDER (random) must be one of oldest, newest'",
        "LOG_LEVEL,loud,'LOG_LEVEL (loud) must be one of error, warn, info, debug, trace'",
        "BACKUP_LANG,fr,'BACKUP_LANG (fr) must be one of en, es'",
        "S3_PATH_STYLE,yes,'S3_PATH_STYLE (yes) must be one of auto, true, false'",
        "S3_CHECKSUMS,md5,'S3_CHECKSUMS (md5) must be one of auto, supported, required, unchunked'",
        "S3_ENDPOINT,minio:9000,'S3_ENDPOINT (minio:9000) must be a URL'",
        "S3_ENDPOINT,http://my_host:9000,must be a URL",
        "S3_BUCKET,recordings/cam,S3_BUCKET (recordings/cam) must be a bucket's name alone",
        "S3_BUCKET,ab,S3_BUCKET (ab) must be 3 to 63",
        "S3_PREFIX,a//b,S3_PREFIX (a//b) must not have",
        "S3_PREFIX,a/../b,S3_PREFIX (a/../b) must not have",
        "S3_ACCESS_KEY,key,'S3_ACCESS_KEY is set but S3_SECRET_KEY is not'"
    })
    void nonsenseIsRefusedInOneSentenceThatSaysWhatIsAllowed(String name, String value, String sentence) {
        assertRefused(name, value, sentence);
    }

    @Test
    void secretNeverTurnsUpInARefusal() {
        Map<String, String> stray = Map.of("S3_ACCESS_KEY", "key", "S3_SECRET_KEY", "hush hush");
        Map<String, String> inUrl = Map.of("S3_ENDPOINT", "http://ana:hush@host:9000");

        assertThatThrownBy(() -> Settings.read(stray, NO_FLAGS))
                .hasMessage("S3_SECRET_KEY must be one word of printable ASCII characters, without spaces");
        assertThatThrownBy(() -> Settings.read(inUrl, NO_FLAGS)).hasMessageNotContaining("hush");
    }

    @Test
    void refusalNamesTheFlagWhenAFlagSetIt() {
        assertThatThrownBy(() -> Settings.read(Map.of(), Map.of(Setting.TRANSFERS, "no")))
                .hasMessageStartingWith("--transfers (no) must be");
    }

    @Test
    void missingSecretFileIsRefused() {
        assertRefused("S3_SECRET_KEY_FILE", "/nowhere/at all", "S3_SECRET_KEY_FILE (/nowhere/at all) is of no use");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "/,''", "site,site/", "/site/,site/", "a/b,a/b/", "a/b///,a/b/"})
    void prefixIsEmptyOrEndsWithASlash(String given, String prefix) {
        Settings settings = Settings.read(Map.of("S3_PREFIX", given), NO_FLAGS);

        assertThat(settings.store().prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "http://minio:9000,1",
        "http://127.0.0.1:9000,0",
        "http://[::1]:9000,0",
        "http://LOCALHOST,0",
        "http://127.0.0.1.example.com,1",
        "https://minio:9000,0"
    })
    void plainHttpToAnotherMachineWarns(String endpoint, int warnings) {
        assertThat(Settings.read(Map.of("S3_ENDPOINT", endpoint), NO_FLAGS).warnings())
                .hasSize(warnings);
    }

    @ParameterizedTest
    @CsvSource({"minioadmin,minioadmin123,1", "minioadmin,minioadmin,1", "same,same,1", "ana,long-and-odd,0"})
    void guessableKeysWarn(String accessKey, String secretKey, int warnings) {
        Map<String, String> environment = Map.of("S3_ACCESS_KEY", accessKey, "S3_SECRET_KEY", secretKey);

        assertThat(Settings.read(environment, NO_FLAGS).warnings()).hasSize(warnings);
    }

    @ParameterizedTest
    @CsvSource({
        "LANG,es_ES.UTF-8,ES",
        "LC_ALL,es,ES",
        "LANG,est_EE.UTF-8,EN",
        "LANG,C.UTF-8,EN",
        "BACKUP_LANG,es,ES",
        "BACKUP_LANG,ES,ES"
    })
    void languageComesFromTheLocale(String name, String value, Language language) {
        assertThat(Settings.read(Map.of(name, value), NO_FLAGS).language()).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource({
        "http://minio:9000,auto,true",
        "https://s3.eu-west-1.amazonaws.com,auto,false",
        "'',auto,false",
        "'',true,true",
        "http://minio:9000,false,false"
    })
    void pathStyleIsForServersOfOnesOwn(String endpoint, String pathStyle, boolean used) {
        Map<String, String> environment = Map.of("S3_ENDPOINT", endpoint, "S3_PATH_STYLE", pathStyle);

        assertThat(Settings.read(environment, NO_FLAGS).store().usesPathStyle()).isEqualTo(used);
    }

    @Test
    void everyStoreSettingArrives() {
        Map<String, String> environment = Map.of(
                "S3_ENDPOINT", "https://s3.example.com",
                "S3_REGION", "eu-west-1",
                "S3_CA_CERT", "/etc/ca.pem",
                "S3_CHECKSUMS", "unchunked",
                "XDG_STATE_HOME", "/var/state");

        Settings settings = Settings.read(environment, NO_FLAGS);

        assertThat(settings.store().endpoint()).isEqualTo(URI.create("https://s3.example.com"));
        assertThat(settings.store().region()).isEqualTo("eu-west-1");
        assertThat(settings.store().caCertificate()).isEqualTo(Path.of("/etc/ca.pem"));
        assertThat(settings.store().checksums()).isEqualTo(StoreTraits.Checksums.UNCHUNKED);
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/var/state/cammanager-backup"));
    }

    private static void assertRefused(String name, String value, String sentence) {
        assertThatThrownBy(() -> Settings.read(Map.of(name, value), NO_FLAGS))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(sentence);
    }

    private static String revealed(Settings settings) {
        Credentials credentials = settings.store().credentials();
        return credentials == null ? "" : credentials.secretKey().reveal();
    }

    private static String origin(Settings settings, Setting setting) {
        return settings.values().stream()
                .filter(value -> value.setting() == setting)
                .findFirst()
                .orElseThrow()
                .origin()
                .text();
    }
}
