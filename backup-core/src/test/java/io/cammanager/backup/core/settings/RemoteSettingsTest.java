package io.cammanager.backup.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.conf.Obscure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteSettingsTest {
    private static final String CANARY = "canary";

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void writeConfig() throws IOException {
        write("""
                [minio]
                type = s3
                provider = Minio
                access_key_id = ana
                secret_access_key = canary-key
                endpoint = minio.example.com:9000
                region = eu-west-1

                [minio-crypt]
                type = crypt
                remote = minio:vault/site/a/
                password = %s
                password2 = %s
                filename_encryption = Off
                directory_name_encryption = false
                filename_encoding = base32768
                suffix = enc
                no_data_encryption = 0
                strict_names = TRUE
                pass_bad_blocks = 1

                [disk]
                type = local
                """.formatted(obscured("canary-one"), obscured("canary-two")));
        environment.put("BACKUP_REMOTE", "minio-crypt:");
    }

    @Test
    void cryptRemoteSetsStoreAndEncryption() {
        Settings settings = read();

        assertThat(settings.store())
                .isEqualTo(new StoreSettings(
                        URI.create("https://minio.example.com:9000"),
                        "eu-west-1",
                        "vault",
                        "site/a/",
                        StoreSettings.PathStyle.AUTO,
                        new Credentials(Secret.of("ana"), Secret.of("canary-key"), null),
                        null,
                        null));
        assertThat(settings.crypt())
                .isEqualTo(new CryptSettings(
                        Secret.of("canary-one"),
                        Secret.of("canary-two"),
                        new CryptOptions(
                                CryptOptions.FileNames.OFF,
                                CryptOptions.DirectoryNames.CLEAR,
                                CryptOptions.Encoding.BASE32768,
                                ".enc",
                                CryptOptions.DataEncryption.ON,
                                CryptOptions.BadBlocks.PASS_AS_ZEROS,
                                CryptOptions.ForeignNames.FAIL),
                        ""));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void originsAreShownAndSecretsAreNot() {
        environment.put("S3_REGION", "us-west-2");
        environment.put("RCLONE_CONFIG_MINIO_ENDPOINT", "https://other.example.com");

        Settings settings = read();

        assertThat(shown(settings, Setting.S3_REGION)).isEqualTo("us-west-2 (environment)");
        assertThat(shown(settings, Setting.S3_ENDPOINT)).isEqualTo("https://other.example.com (rclone.conf [minio])");
        assertThat(shown(settings, Setting.S3_BUCKET)).isEqualTo("vault (rclone.conf [minio])");
        assertThat(shown(settings, Setting.S3_SECRET_KEY)).isEqualTo("*** (rclone.conf [minio])");
        assertThat(shown(settings, Setting.CRYPT_PASSWORD)).isEqualTo("*** (rclone.conf [minio-crypt])");
        assertThat(shown(settings, Setting.CRYPT_PASSWORD2)).isEqualTo("*** (rclone.conf [minio-crypt])");
        assertThat(shown(settings, Setting.CRYPT_FILENAME_ENCRYPTION)).isEqualTo("Off (rclone.conf [minio-crypt])");
        assertThat(settings.toString()).doesNotContain(CANARY);
    }

    @Test
    void flagVariableAndFileGoBeforeTheRemote() throws IOException {
        environment.put("CRYPT_PASSWORD", "by-variable");
        environment.put(
                "CRYPT_PASSWORD2_FILE",
                Files.writeString(directory.resolve("p2"), "by file\n").toString());

        Settings settings = Settings.read(environment, Map.of(Setting.S3_BUCKET, "by-flag"));

        assertThat(settings.store().bucket()).isEqualTo("by-flag");
        assertThat(crypt(settings).password()).isEqualTo(Secret.of("by-variable"));
        assertThat(crypt(settings).password2()).isEqualTo(Secret.of("by file"));
    }

    @ParameterizedTest
    @CsvSource({"minio:vault/site/a,vault,site/a/", "minio:vault,vault,''", "minio:,recordings,''"})
    void plainRemoteEncryptsNothing(String remote, String bucket, String prefix) {
        environment.put("BACKUP_REMOTE", remote);

        Settings settings = read();

        assertThat(settings.store().bucket()).isEqualTo(bucket);
        assertThat(settings.store().prefix()).isEqualTo(prefix);
        assertThat(settings.crypt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"sub/folder,sub/folder/", "/sub/,sub/", "/,''", "año ‛41,año ‛E2‛80‛9B41/"})
    void folderBehindACryptRemoteIsKeptInTheClear(String path, String folder) {
        environment.put("BACKUP_REMOTE", "minio-crypt:" + path);

        Settings settings = read();

        assertThat(crypt(settings).folder()).isEqualTo(folder);
        assertThat(settings.store().prefix()).isEqualTo("site/a/");
    }

    @Test
    void folderThatCannotBeEncryptedIsOneSentence() {
        environment.put("RCLONE_CONFIG_MINIO-CRYPT_FILENAME_ENCRYPTION", "standard");
        environment.put("RCLONE_CONFIG_MINIO-CRYPT_DIRECTORY_NAME_ENCRYPTION", "true");
        environment.put("BACKUP_REMOTE", "minio-crypt:" + "x".repeat(2048));
        Settings settings = read();

        assertThatThrownBy(() -> EngineWiring.open(settings).close())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("the folder in BACKUP_REMOTE (xxx")
                .hasMessageEndingWith(") cannot be encrypted: a name of more than 2047 bytes");
    }

    @Test
    void variablesAloneEncryptToo() {
        environment.clear();
        environment.put("CRYPT_PASSWORD", "canary one");

        Settings settings = read();

        assertThat(settings.crypt())
                .isEqualTo(new CryptSettings(
                        Secret.of("canary one"),
                        null,
                        new CryptOptions(
                                CryptOptions.FileNames.STANDARD,
                                CryptOptions.DirectoryNames.ENCRYPTED,
                                CryptOptions.Encoding.BASE32,
                                ".bin",
                                CryptOptions.DataEncryption.ON,
                                CryptOptions.BadBlocks.REFUSE,
                                CryptOptions.ForeignNames.SKIP),
                        ""));
        assertThat(settings.warnings()).singleElement().asString().startsWith("CRYPT_PASSWORD2 is not set");
    }

    @Test
    void remoteMayBeInTheEnvironmentOnly() {
        environment.remove("RCLONE_CONFIG");
        environment.put("BACKUP_REMOTE", "env:vault");
        environment.put("RCLONE_CONFIG_ENV_TYPE", "s3");
        environment.put("RCLONE_CONFIG_ENV_FORCE_PATH_STYLE", "FALSE");

        Settings settings = read();

        assertThat(settings.store().bucket()).isEqualTo("vault");
        assertThat(settings.store().pathStyle()).isEqualTo(StoreSettings.PathStyle.FALSE);
    }

    @Test
    void fileOfRcloneItselfIsTakenWhenNoneIsNamed() throws IOException {
        Path usual =
                Files.createDirectories(directory.resolve(".config/rclone")).resolve("rclone.conf");
        Files.writeString(usual, "[home]\ntype = s3\n");
        environment.remove("RCLONE_CONFIG");
        environment.put("HOME", directory.toString());
        environment.put("BACKUP_REMOTE", "home:vault");

        Settings settings = read();

        assertThat(settings.store().bucket()).isEqualTo("vault");
        assertThat(shown(settings, Setting.RCLONE_CONFIG)).isEqualTo(usual + " (default)");
    }

    @Test
    void fileIsNotTouchedWithoutARemote() {
        environment.put("RCLONE_CONFIG", "/notfound");
        environment.remove("BACKUP_REMOTE");

        assertThat(read().crypt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope:|BACKUP_REMOTE (nope:) names no remote of FILE: there are disk:, minio:, minio-crypt:",
                "disk:|BACKUP_REMOTE (disk:) is disk: of type local: it must be of type s3, or crypt around one",
                "minio-crypt:a//b|BACKUP_REMOTE (minio-crypt:a//b) must not have '.', '..' or nothing between two slashes",
                "minio-crypt:../a|BACKUP_REMOTE (minio-crypt:../a) must not have '.', '..' or nothing between two slashes",
                "minio|BACKUP_REMOTE must be a remote of an rclone.conf such as minio-crypt: or minio:bucket/prefix",
                "minio,secret_access_key=canary:b|BACKUP_REMOTE must be a remote of an rclone.conf such as minio-crypt:"
                        + " or minio:bucket/prefix",
                "minio:ab|S3_BUCKET from rclone.conf [minio] (ab) must be 3 to 63 letters, digits, '.', '_' or '-', a"
                        + " letter or digit at either end"
            })
    void unusableRemoteIsOneSentence(String remote, String sentence) {
        environment.put("BACKUP_REMOTE", remote);

        assertRefused(sentence.replaceAll("\\bFILE\\b", environment.getOrDefault("RCLONE_CONFIG", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "remote|gone:vault|'remote' of [minio-crypt] in FILE names no remote of FILE: there are disk:, minio:,"
                        + " minio-crypt:",
                "remote|disk:vault|'remote' of [minio-crypt] in FILE is disk: of type local: it must be of type s3",
                "remote|other:|'remote' of [minio-crypt] in FILE is other: of type crypt: recordings are encrypted once, so"
                        + " it must be of type s3",
                "remote|minio-crypt:|'remote' of [minio-crypt] in FILE is minio-crypt: of type crypt: recordings are"
                        + " encrypted once, so it must be of type s3",
                "remote|joined:vault|'remote' of [minio-crypt] in FILE is joined: of type union: it must be of type s3",
                "remote|:s3,provider=Minio:vault|'remote' of [minio-crypt] in FILE must be a remote, its bucket and a"
                        + " folder if you like, such as minio:bucket/prefix",
                "remote|minio:|'remote' of [minio-crypt] in FILE must be a remote, its bucket and a folder if you like,"
                        + " such as minio:bucket/prefix",
                "password|canary!|'password' of [minio-crypt] in FILE cannot be revealed: it looks like a clear-text"
                        + " password (it has characters that an obscured password never has): obscure it with config"
                        + " obscure, as rclone obscure does",
                "password2|canary|'password2' of [minio-crypt] in FILE cannot be revealed: it looks like a clear-text"
                        + " password (it is shorter than any obscured password): obscure it with config obscure, as"
                        + " rclone obscure does",
                "password|RUVFRUVFRUVFRUVFRUVFRQ|'password' of [minio-crypt] in FILE is empty when revealed: such a"
                        + " remote encrypts nothing that others could not read, so nothing is written to it",
                "password|\"\"|[minio-crypt] in FILE has no password",
                "filename_encryption|maybe|CRYPT_FILENAME_ENCRYPTION from rclone.conf [minio-crypt] (maybe) must be one"
                        + " of standard, obfuscate, off",
                "directory_name_encryption|maybe|CRYPT_DIRECTORY_NAME_ENCRYPTION from rclone.conf [minio-crypt] (maybe)"
                        + " must be true or false",
                "filename_encoding|hex|'filename_encoding' of [minio-crypt] in rclone.conf (hex) must be one of base32,"
                        + " base64, base32768",
                "strict_names|maybe|'strict_names' of [minio-crypt] in rclone.conf (maybe) must be true or false"
            })
    void unusableCryptSectionIsOneSentence(String key, String value, String sentence) throws IOException {
        if (value.matches("(other|joined):.*")) {
            add("[other]\ntype = crypt\nremote = minio:vault\n[joined]\ntype = union\n");
        }
        environment.put("RCLONE_CONFIG_MINIO-CRYPT_" + key.toUpperCase(Locale.ROOT), value);

        assertRefused(sentence.replaceAll("\\bFILE\\b", environment.getOrDefault("RCLONE_CONFIG", "")));
    }

    @Test
    void unusableFileIsOneSentence() throws IOException {
        write("[minio]\npassword canary\n");
        assertRefused("RCLONE_CONFIG (" + environment.get("RCLONE_CONFIG")
                + ") is wrong in line 2: a line must be a [section], a comment or 'key = value'");
        write("RCLONE_ENCRYPT_V0:\n" + "A".repeat(400) + "\n");
        assertRefused("RCLONE_CONFIG (" + environment.get("RCLONE_CONFIG")
                + ") is encrypted, and needs its password: set RCLONE_CONFIG_PASS or RCLONE_CONFIG_PASS_FILE");
        environment.put("RCLONE_CONFIG_PASS", "canary");
        assertRefused("RCLONE_CONFIG (" + environment.get("RCLONE_CONFIG")
                + ") is encrypted under another password, or it is damaged: see to RCLONE_CONFIG_PASS");
        environment.put("RCLONE_CONFIG", "/nowhere/rclone.conf");
        assertRefused("RCLONE_CONFIG (/nowhere/rclone.conf) does not exist");
        environment.remove("RCLONE_CONFIG");
        assertRefused("BACKUP_REMOTE (minio-crypt:) names no remote of the environment: there are none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"local", "alias", "chunker", "compress", "hasher", "union", "combine", "cache", "b2", "swift"})
    void otherBackendsAreRefused(String type) throws IOException {
        add("[other]\ntype = " + type + "\nremote = minio:vault\n");
        environment.put("BACKUP_REMOTE", "other:vault");

        assertRefused("BACKUP_REMOTE (other:vault) is other: of type " + type
                + ": it must be of type s3, or crypt around one");
    }

    @Test
    void variablesInTheFileAreReplaced() throws IOException {
        add("[DEFAULT]\nhost = vault.example.com\n[other]\ntype = s3\nendpoint = https://%(host)s\n");
        environment.put("BACKUP_REMOTE", "other:vault");

        assertThat(read().store().endpoint()).isEqualTo(URI.create("https://vault.example.com"));
    }

    @Test
    void sessionTokenGoesWithTheKeysOfTheRemoteOnly() {
        environment.put("RCLONE_CONFIG_MINIO_SESSION_TOKEN", "canary-token");

        Settings settings = read();
        assertThat(settings.store().credentials())
                .isEqualTo(new Credentials(Secret.of("ana"), Secret.of("canary-key"), Secret.of("canary-token")));
        assertThat(shown(settings, Setting.S3_SESSION_TOKEN)).isEqualTo("*** (rclone.conf [minio])");
        assertThat(settings.toString()).doesNotContain(CANARY);

        environment.put("S3_ACCESS_KEY", "others");
        environment.put("S3_SECRET_KEY", "other-secret");
        assertThat(read().store().credentials())
                .isEqualTo(new Credentials(Secret.of("others"), Secret.of("other-secret"), null));
    }

    @Test
    void sessionTokenWithoutKeysIsRefused() {
        environment.clear();
        environment.put("S3_SESSION_TOKEN", "canary");

        assertRefused("S3_SESSION_TOKEN is set but S3_ACCESS_KEY and S3_SECRET_KEY are not: set all three, or none to"
                + " use the AWS credential chain");
    }

    @Test
    void saltWithoutAPasswordIsRefusedAndNamesWithoutOneWarn() {
        environment.clear();
        environment.put("CRYPT_FILENAME_ENCRYPTION", "standard");
        assertThat(read().warnings())
                .containsExactly("CRYPT_FILENAME_ENCRYPTION is set but CRYPT_PASSWORD is not: nothing is encrypted");

        environment.put("CRYPT_PASSWORD2", "canary");
        assertRefused("CRYPT_PASSWORD2 is set but CRYPT_PASSWORD is not: set both, or neither");
    }

    @ParameterizedTest
    @CsvSource({"none,''", "None,''", "'',.bin", ".x,.x", "x,.x"})
    void suffixIsRclones(String given, String suffix) {
        environment.put("RCLONE_CONFIG_MINIO-CRYPT_SUFFIX", given);

        assertThat(crypt(read()).options().suffix()).isEqualTo(suffix);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(sentence)
                .hasMessageNotContaining(CANARY);
    }

    private Settings read() {
        return Settings.read(environment, Map.of());
    }

    private void add(String text) throws IOException {
        write(Files.readString(directory.resolve("rclone.conf")) + text);
    }

    private void write(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("rclone.conf"), text);
        environment.put("RCLONE_CONFIG", file.toString());
    }

    private static String obscured(String password) {
        return Obscure.obscure(password, new SecureRandom());
    }

    private static CryptSettings crypt(Settings settings) {
        return Objects.requireNonNull(settings.crypt());
    }

    private static String shown(Settings settings, Setting setting) {
        SettingValue value = settings.values().stream()
                .filter(candidate -> candidate.setting() == setting)
                .findFirst()
                .orElseThrow();
        return value.shown() + " (" + value.origin().text() + ")";
    }
}
