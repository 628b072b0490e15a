package io.cammanager.backup.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.doctor.Doctor;
import io.cammanager.backup.core.doctor.Surroundings;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.lock.LeaseTiming;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3Config.PathStyle;
import io.cammanager.backup.core.store.s3.S3Keys;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.InvalidNameException;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an engine of settings, for every runner alike. */
public final class EngineWiring {
    /** Listings and control requests beside the transfers. */
    private static final int SPARE_CONNECTIONS = 16;

    private EngineWiring() {}

    /**
     * Opens the engine; the caller closes it. Nothing is connected yet.
     *
     * @throws BackupException when the settings cannot be followed
     */
    public static BackupEngine open(Settings settings) {
        return builder(settings).build();
    }

    /**
     * Opens what looks after the bucket itself; the caller closes it. Nothing is connected yet.
     *
     * @throws BackupException when the settings cannot be followed
     */
    public static BucketCare bucketCare(Settings settings) {
        return builder(settings).buildBucketCare();
    }

    /**
     * Opens an engine that can also copy its bucket to another one; the caller closes it. Nothing is connected yet.
     *
     * @throws BackupException when the settings cannot be followed
     */
    public static BackupEngine openMirror(Settings settings, StoreSettings target) {
        // Keys that a store refuses are not looked up again for the target: they stand in the rclone.conf alone.
        S3Config there;
        try {
            there = base(target, settings.transfer()).build();
        } catch (IllegalArgumentException e) {
            throw new BackupException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
        return builder(settings)
                .mirror(S3StoreProvider.of(there), target.prefix())
                .build();
    }

    /**
     * Opens what examines all that a backup relies on; the caller closes it. Nothing is connected yet.
     *
     * @throws BackupException when the settings cannot be followed
     */
    public static Doctor doctor(Settings settings) {
        return builder(settings).buildDoctor(new Surroundings(settings.warnings(), way(settings.store())));
    }

    private static Surroundings.Way way(StoreSettings store) {
        URI endpoint = store.endpoint();
        if (endpoint == null || "https".equalsIgnoreCase(endpoint.getScheme())) {
            return Surroundings.Way.TLS;
        }
        return Values.isLoopback(endpoint.getHost()) ? Surroundings.Way.LOOPBACK : Surroundings.Way.IN_THE_CLEAR;
    }

    /** Returns what earlier runs have found out about the store, without asking it. */
    public static Optional<StoreTraits> knownTraits(Settings settings) {
        return builder(settings).knownTraits();
    }

    private static BackupEngineBuilder builder(Settings settings) {
        return BackupEngineBuilder.create()
                .source(settings.source())
                .stateDirectory(settings.stateDirectory())
                .store(S3StoreProvider.of(config(settings)), settings.store().prefix())
                .checksums(settings.store().checksums())
                .encryption(crypt(settings.crypt()))
                .retention(settings.transfer().retention())
                .bandwidth(settings.transfer().bandwidth())
                .shard(settings.transfer().shard())
                .lease(LeaseTiming.of(settings.transfer().leaseTtl()));
    }

    private static @Nullable RcloneCrypt crypt(@Nullable CryptSettings crypt) {
        if (crypt == null) {
            return null;
        }
        byte[] password = crypt.password().reveal().getBytes(UTF_8);
        byte[] salt =
                crypt.password2() == null ? null : crypt.password2().reveal().getBytes(UTF_8);
        try (CryptKeys keys = CryptKeys.derive(password, salt)) {
            return RcloneCrypt.open(keys, crypt.options()).at(crypt.folder());
        } catch (InvalidNameException e) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the folder in BACKUP_REMOTE (" + Quoted.of(crypt.folder()) + ") cannot be encrypted: "
                            + e.reason(),
                    e);
        } finally {
            Arrays.fill(password, (byte) 0);
            if (salt != null) {
                Arrays.fill(salt, (byte) 0);
            }
        }
    }

    private static S3Config config(Settings settings) {
        try {
            return base(settings.store(), settings.transfer())
                    .keysAgain(() -> keysAgain(settings))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new BackupException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static S3Config.Builder base(StoreSettings store, TransferSettings transfer) {
        @Nullable Credentials credentials = store.credentials();
        return S3Config.builder(store.bucket())
                .endpoint(store.endpoint())
                .region(store.region())
                .pathStyle(store.usesPathStyle() ? PathStyle.ON : PathStyle.OFF)
                .credentials(accessKey(credentials), credentials == null ? null : credentials.secretKey())
                .sessionToken(credentials == null ? null : credentials.sessionToken())
                .caCertificate(store.caCertificate())
                .checksums(store.checksums())
                .maxConnections(2 * transfer.transfers() + SPARE_CONNECTIONS);
    }

    private static S3Keys keysAgain(Settings settings) {
        Credentials found = settings.credentialsAgain().get();
        if (found == null) {
            throw new BackupException(ExitCode.USAGE, "S3_ACCESS_KEY and S3_SECRET_KEY are no longer set");
        }
        return new S3Keys(found.accessKey(), found.secretKey(), found.sessionToken());
    }

    private static @Nullable Secret accessKey(@Nullable Credentials credentials) {
        return credentials == null ? null : credentials.accessKey();
    }
}
