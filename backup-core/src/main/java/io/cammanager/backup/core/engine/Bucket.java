package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreProbe;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.layer.CryptCanary;
import io.cammanager.backup.core.store.layer.EncryptingStore;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The bucket as one run uses it: checked, with retries, and with what is known of the store. */
final class Bucket implements AutoCloseable {
    private final EngineSetup setup;
    private final Catalog catalog;
    private final CountingProvider provider;
    private final PatientProvider patient;

    Bucket(EngineSetup setup, Catalog catalog) {
        this.setup = setup;
        this.catalog = catalog;
        this.provider = new CountingProvider(setup.stores());
        this.patient = new PatientProvider(provider, setup);
    }

    /** Returns what was found out about this store, or nothing when it was never tried, or not in the way now asked for. */
    Optional<StoreTraits> knownTraits() {
        return remembered().map(RememberedTraits::traits);
    }

    private Optional<RememberedTraits> remembered() {
        return catalog.fact(RememberedTraits.name(provider))
                .flatMap(RememberedTraits::parse)
                .filter(known -> setup.checksums() == null
                        || setup.checksums() == known.traits().checksums());
    }

    /**
     * Finds out what the store does, by trying it where what is remembered may no longer be so. Writes to the bucket.
     *
     * @param warnings told what the store no longer does
     */
    StoreTraits findTraits(Consumer<String> warnings) {
        Instant now = setup.clock().instant();
        Versioning versioning = versioning();
        Optional<RememberedTraits> before = remembered();
        if (before.isPresent() && before.get().isValid(now, versioning)) {
            return before.get().traits();
        }
        StoreTraits traits = new StoreProbe(setup.random()).probe(patient, setup.prefix(), setup.checksums());
        catalog.setFact(RememberedTraits.name(provider), new RememberedTraits(traits, now, versioning).format());
        before.ifPresent(known -> warnOfGone(known, traits, warnings));
        return traits;
    }

    private static void warnOfGone(RememberedTraits before, StoreTraits now, Consumer<String> warnings) {
        List<String> gone = before.gone(now);
        if (!gone.isEmpty()) {
            warnings.accept("the store has changed: it no longer does what it was seen to do at " + before.tried()
                    + ", to " + String.join(", to ", gone)
                    + "; runs go by that from now on, and doctor says what to do about it");
        }
    }

    private Versioning versioning() {
        try (ObjectStore store = openAsStored()) {
            return store.versioning();
        }
    }

    /** Opens the bucket; for reading, it does not matter how uploads would be protected. */
    ObjectStore open() {
        ObjectStore store = openAsStored();
        RcloneCrypt crypt = setup.crypt();
        return crypt == null ? store : new EncryptingStore(store, setup.prefix(), crypt, setup.secureRandom());
    }

    /** Returns what lies in the bucket, which must be open. */
    RemoteTree tree(ObjectStore store, Executor executor) {
        return new RemoteTree(
                store,
                setup.prefix(),
                executor,
                setup.crypt() == null ? RemoteTree.Order.BY_KEY : RemoteTree.Order.ANY);
    }

    /** Whether a run that finds no canary may leave one. */
    enum Canary {
        LEAVE,
        LOOK_ONLY
    }

    /** Stops the run when the bucket was written with another encryption password. */
    void checkPassword(Canary canary) {
        RcloneCrypt crypt = setup.crypt();
        if (crypt == null) {
            return;
        }
        CryptCanary check = new CryptCanary(openAsStored(), setup.prefix(), crypt);
        if (!check.check() && canary == Canary.LEAVE) {
            check.leave(setup.secureRandom());
        }
    }

    /** Opens the bucket as it is; what fails is not sent again. */
    ObjectStore openOnce() {
        return provider.open(checksums());
    }

    /** Opens the bucket as it is, not decrypted. */
    ObjectStore openAsStored() {
        return patient.open(checksums());
    }

    private Checksums checksums() {
        return setup.checksums() != null
                ? setup.checksums()
                : knownTraits().map(StoreTraits::checksums).orElse(Checksums.UNCHUNKED);
    }

    /** Makes sure that the bucket is there, and makes it only while nothing can have been lost with it. */
    void createIfAllowed(ObjectStore store) {
        if (store.bucketExists()) {
            return;
        }
        if (catalog.hasEverConfirmed()) {
            throw missing(
                    ", but recordings were confirmed in it before: find out what happened to it before you let it be made"
                            + " anew");
        }
        store.createBucket();
    }

    /** Makes sure that the bucket is there. */
    void requireExists(ObjectStore store) {
        if (!store.bucketExists()) {
            throw missing(": check S3_BUCKET and S3_ENDPOINT");
        }
    }

    private BackupException missing(String rest) {
        return new BackupException(
                ExitCode.BUCKET_MISSING,
                "there is no bucket \"" + provider.bucket() + "\" at " + provider.endpoint() + rest);
    }

    String name() {
        return provider.bucket();
    }

    long requests() {
        return provider.requests();
    }

    @Override
    public void close() {
        provider.close();
    }
}
