package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.Bandwidth;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.BucketContext;
import io.cammanager.backup.core.doctor.Doctor;
import io.cammanager.backup.core.doctor.Surroundings;
import io.cammanager.backup.core.lock.LeaseTiming;
import io.cammanager.backup.core.scan.EncodingGuard;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.RetryingAdmin;
import io.cammanager.backup.core.store.layer.Throttle;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link BackupEngine}. Source, state directory and store are required; nothing is touched before a run. */
public final class BackupEngineBuilder {
    private @Nullable Path source;
    private @Nullable Path stateDirectory;
    private @Nullable StoreProvider stores;
    private String prefix = "";
    private @Nullable StoreProvider mirrorStores;
    private String mirrorPrefix = "";
    private @Nullable Checksums checksums;
    private @Nullable RcloneCrypt crypt;
    private @Nullable Duration retention;
    private Bandwidth bandwidth = Bandwidth.UNLIMITED;
    private Shard shard = Shard.ALL;
    private LeaseTiming lease = LeaseTiming.of(LeaseTiming.USUAL);
    private Clock clock = Clock.system(ZoneId.systemDefault());
    private Sleeper sleeper = Sleeper.system();
    private RandomGenerator random = new SecureRandom();

    private BackupEngineBuilder() {}

    public static BackupEngineBuilder create() {
        return new BackupEngineBuilder();
    }

    /** The directory that holds one directory for each camera. */
    public BackupEngineBuilder source(Path value) {
        source = value;
        return this;
    }

    /** Where the catalog and the lock live; made when missing. Must be on a local disk. */
    public BackupEngineBuilder stateDirectory(Path value) {
        stateDirectory = value;
        return this;
    }

    /**
     * The bucket, and what the keys in it begin with.
     *
     * @param provider closed with the engine
     * @param keyPrefix empty, or ending in a slash
     */
    public BackupEngineBuilder store(StoreProvider provider, String keyPrefix) {
        stores = provider;
        prefix = requirePrefix(keyPrefix);
        return this;
    }

    private static String requirePrefix(String keyPrefix) {
        if (keyPrefix.startsWith("/") || !(keyPrefix.isEmpty() || keyPrefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "keyPrefix (" + keyPrefix + ") must be empty or end in a slash, and not begin with one");
        }
        return keyPrefix;
    }

    /**
     * The bucket that {@link BackupEngine#mirror} copies to, and what the keys in it begin with.
     *
     * @param provider closed with the engine
     * @param keyPrefix empty, or ending in a slash
     */
    public BackupEngineBuilder mirror(StoreProvider provider, String keyPrefix) {
        mirrorStores = provider;
        mirrorPrefix = requirePrefix(keyPrefix);
        return this;
    }

    /** How requests protect their bytes; null, the default, to find out what this store can do. */
    public BackupEngineBuilder checksums(@Nullable Checksums value) {
        checksums = value;
        return this;
    }

    /**
     * Keeps recordings encrypted, as rclone crypt would; null, the default, keeps them as they are. Its folder is below the
     * prefix of the store.
     *
     * @param value not closed with the engine
     */
    public BackupEngineBuilder encryption(@Nullable RcloneCrypt value) {
        crypt = value;
        return this;
    }

    /**
     * Recordings that started longer ago do not count in {@link BackupEngine#status}; null, the default, when all do. A
     * sync goes by its own options.
     */
    public BackupEngineBuilder retention(@Nullable Duration value) {
        retention = value;
        return this;
    }

    /** How fast bytes may travel, all runs of the engine together. */
    public BackupEngineBuilder bandwidth(Bandwidth value) {
        bandwidth = value;
        return this;
    }

    /**
     * The cameras that a sync, a verification and the status are about, in a state of their own; to list and to restore is
     * about the whole bucket.
     */
    public BackupEngineBuilder shard(Shard value) {
        shard = value;
        return this;
    }

    /** How the lease is kept that a sync holds, so that no two of them write to one prefix at once. */
    public BackupEngineBuilder lease(LeaseTiming value) {
        lease = value;
        return this;
    }

    /** The clock, whose zone is that of the times in the file names and of the bandwidth's timetable. */
    public BackupEngineBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    public BackupEngineBuilder sleeper(Sleeper value) {
        sleeper = value;
        return this;
    }

    /** Draws the jitter of the backoff. */
    public BackupEngineBuilder random(RandomGenerator value) {
        random = value;
        return this;
    }

    /**
     * Builds the engine.
     *
     * @throws io.cammanager.backup.core.BackupException when this JVM would garble file names
     */
    public BackupEngine build() {
        EncodingGuard.requireUtf8();
        return new StoreBackupEngine(setup());
    }

    /**
     * Builds what looks after the bucket itself, with a key that may.
     *
     * @throws io.cammanager.backup.core.BackupException when this JVM would garble file names
     */
    public BucketCare buildBucketCare() {
        EncodingGuard.requireUtf8();
        EngineSetup setup = setup();
        StoreProvider provider = setup.stores();
        return new BucketCare(
                new BucketContext(
                        new BucketContext.Place(provider.bucket(), provider.endpoint()),
                        new PatientProvider(provider, setup).open(checksums == null ? Checksums.UNCHUNKED : checksums),
                        new RetryingAdmin(provider.admin(), setup.sleeper(), setup.random()),
                        setup.prefix(),
                        setup.crypt(),
                        setup.source(),
                        RunOwner.hostName(),
                        setup.clock(),
                        setup.secureRandom()),
                provider,
                () -> doubtTraits(setup));
    }

    /** Where that cannot be written down here, the next run sees all the same whether versions are kept as they were before. */
    private static void doubtTraits(EngineSetup setup) {
        boolean unused = RememberedTraits.doubt(setup);
    }

    /** Builds what examines all that a backup relies on. Nothing is touched before it is asked to. */
    public Doctor buildDoctor(Surroundings surroundings) {
        return new Doctor(Examination.of(setup(), surroundings));
    }

    /** Returns what earlier runs have found out about this store, without asking it. */
    public Optional<StoreTraits> knownTraits() {
        EngineSetup setup = setup();
        try (ReadingSession session = ReadingSession.open(setup)) {
            return session.bucket().knownTraits();
        } finally {
            setup.stores().close();
        }
    }

    private EngineSetup setup() {
        return new EngineSetup(
                required(source, "source"),
                required(stateDirectory, "stateDirectory"),
                required(stores, "store"),
                crypt == null ? prefix : prefix + crypt.storedFolder(),
                checksums,
                crypt,
                retention,
                bandwidth.slots().isEmpty() ? null : new Throttle(bandwidth, clock, sleeper),
                shard,
                lease,
                new SecureRandom(),
                clock,
                sleeper,
                random,
                mirrorTarget(),
                "");
    }

    /** The encrypted folder has the same name at both places, so that the same remote of type crypt reads both. */
    private EngineSetup.@Nullable MirrorTarget mirrorTarget() {
        return mirrorStores == null
                ? null
                : new EngineSetup.MirrorTarget(
                        mirrorStores, crypt == null ? mirrorPrefix : mirrorPrefix + crypt.storedFolder());
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException(name + " must be given");
        }
        return value;
    }
}
