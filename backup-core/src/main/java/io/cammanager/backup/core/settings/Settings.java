package io.cammanager.backup.core.settings;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.BackupException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was asked for, checked.
 *
 * @param source the recordings
 * @param crypt null when nothing is encrypted
 * @param values every setting as it may be shown, in the order of {@link Setting}
 * @param warnings what is allowed but unwise, a sentence each
 * @param credentialsAgain reads the credentials of the store once more from where they came: a {@code _FILE} or an
 *     rclone.conf may have changed by now. Throws {@link BackupException} when they cannot be read any more
 */
public record Settings(
        Path source,
        Path stateDirectory,
        StoreSettings store,
        @Nullable CryptSettings crypt,
        TransferSettings transfer,
        DaemonSettings daemon,
        AlertSettings alerts,
        LogSettings log,
        Language language,
        List<SettingValue> values,
        List<String> warnings,
        Supplier<@Nullable Credentials> credentialsAgain) {
    public Settings {
        values = ImmutableList.copyOf(values);
        warnings = ImmutableList.copyOf(warnings);
    }

    /**
     * Reads the settings. A flag goes before the variable, the variable before its {@code _FILE}, that
     * before the remote of an rclone.conf, that before the default.
     *
     * @param environment the variables of the process
     * @param flags what the command line sets
     * @throws BackupException with {@link io.cammanager.backup.core.ExitCode#USAGE} and one sentence for the first value
     *     that makes no sense
     */
    public static Settings read(Map<String, String> environment, Map<Setting, String> flags) {
        return new SettingsReader(new RawSettings(environment, flags)).read();
    }

    /**
     * Reads another place for copies of the bucket: a remote of type s3 in the rclone.conf that the environment names. Nothing
     * that the environment says of the bucket itself counts for that one, but the certificate authority to trust.
     *
     * @param environment the variables of the process
     * @param remote such as {@code dr:bucket/prefix}
     * @param flag by which the user named it
     * @throws BackupException with {@link io.cammanager.backup.core.ExitCode#USAGE} when it makes no sense
     */
    public static StoreSettings readRemote(Map<String, String> environment, String remote, String flag) {
        return SettingsReader.readRemote(environment, remote, flag);
    }
}
