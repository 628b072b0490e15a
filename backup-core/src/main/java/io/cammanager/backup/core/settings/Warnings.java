package io.cammanager.backup.core.settings;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.crypto.CryptOptions;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what works but is unwise. */
final class Warnings {
    private static final Set<Credentials> WELL_KNOWN =
            Set.of(pair("minioadmin", "minioadmin"), pair("minioadmin", "minioadmin123"), pair("admin", "password"));

    private Warnings() {}

    static List<String> about(StoreSettings store, @Nullable CryptSettings crypt, RawSettings raw) {
        ImmutableList.Builder<String> warnings = ImmutableList.builder();
        URI endpoint = store.endpoint();
        boolean encrypted = crypt != null && crypt.options().dataEncryption() == CryptOptions.DataEncryption.ON;
        if (!encrypted
                && endpoint != null
                && "http".equalsIgnoreCase(endpoint.getScheme())
                && !Values.isLoopback(endpoint.getHost())) {
            warnings.add(
                    "recordings travel unencrypted to " + endpoint.getHost() + ": use https outside a private network");
        }
        if (areGuessable(store.credentials())) {
            warnings.add(
                    "the S3 keys are the well-known default ones: anyone who reaches the server can use them; give the"
                            + " backup keys of its own (S3_ACCESS_KEY, S3_SECRET_KEY)");
        }
        if (crypt != null && crypt.password2() == null) {
            warnings.add(
                    "CRYPT_PASSWORD2 is not set: the salt is rclone's own, which everybody knows, so a password that"
                            + " can be guessed protects little");
        }
        if (crypt != null && !encrypted) {
            warnings.add("the remote has no_data_encryption: recordings are stored in the clear");
        }
        if (crypt == null && raw.isSet(Setting.CRYPT_FILENAME_ENCRYPTION)) {
            warnings.add("CRYPT_FILENAME_ENCRYPTION is set but CRYPT_PASSWORD is not: nothing is encrypted");
        }
        return warnings.build();
    }

    private static boolean areGuessable(@Nullable Credentials credentials) {
        return credentials != null
                && (WELL_KNOWN.contains(credentials) || credentials.accessKey().equals(credentials.secretKey()));
    }

    private static Credentials pair(String accessKey, String secretKey) {
        return new Credentials(Secret.of(accessKey), Secret.of(secretKey), null);
    }
}
