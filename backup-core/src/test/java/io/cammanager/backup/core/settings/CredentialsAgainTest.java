package io.cammanager.backup.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are replaced in the files they come from while the program runs. */
class CredentialsAgainTest {
    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text + "\n");
    }

    private static Credentials keys(String accessKey, String secretKey) {
        return new Credentials(Secret.of(accessKey), Secret.of(secretKey), null);
    }

    @Test
    void readsSecretFilesAgain() throws IOException {
        Path key = file("key", "old-key");
        Path secret = file("secret", "old-secret");
        Settings settings = Settings.read(
                Map.of("S3_ACCESS_KEY_FILE", key.toString(), "S3_SECRET_KEY_FILE", secret.toString()), Map.of());

        assertThat(file("key", "new-key")).isEqualTo(key);
        assertThat(file("secret", "new-secret")).isEqualTo(secret);

        assertThat(settings.store().credentials()).isEqualTo(keys("old-key", "old-secret"));
        assertThat(settings.credentialsAgain().get()).isEqualTo(keys("new-key", "new-secret"));
        Files.delete(secret);
        assertThatThrownBy(() -> settings.credentialsAgain().get())
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("S3_SECRET_KEY_FILE");
    }

    @Test
    void readsTheRemoteOfAnRcloneConfAgain() throws IOException {
        String remote = """
                [minio]
                type = s3
                endpoint = http://127.0.0.1:9000
                access_key_id = %s
                secret_access_key = secret
                """;
        Path conf = file("rclone.conf", remote.formatted("old-key"));
        Settings settings =
                Settings.read(Map.of("RCLONE_CONFIG", conf.toString(), "BACKUP_REMOTE", "minio:vault"), Map.of());

        assertThat(file("rclone.conf", remote.formatted("new-key"))).isEqualTo(conf);

        assertThat(settings.credentialsAgain().get()).isEqualTo(keys("new-key", "secret"));
    }
}
