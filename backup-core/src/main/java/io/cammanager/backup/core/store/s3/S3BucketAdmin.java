package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.Versioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** The settings of one bucket of a store that speaks S3. */
final class S3BucketAdmin implements BucketAdmin {
    private static final int DAYS_OF_A_YEAR = 365;

    private final S3Client client;
    private final String bucket;
    private final S3Exceptions exceptions;
    private final S3Versions versions;

    S3BucketAdmin(S3Client client, String bucket, S3Exceptions exceptions) {
        this.client = client;
        this.bucket = bucket;
        this.exceptions = exceptions;
        this.versions = new S3Versions(client, bucket, exceptions);
    }

    @Override
    public List<LifecycleRule> lifecycle() {
        return sdkRules().map(GetBucketLifecycleConfigurationResponse::rules).orElse(List.of()).stream()
                .map(S3LifecycleRules::ofSdk)
                .toList();
    }

    private Optional<GetBucketLifecycleConfigurationResponse> sdkRules() {
        return ifThere(() -> exceptions.translate(
                "read the life-cycle rules of",
                bucket,
                () -> client.getBucketLifecycleConfiguration(request -> request.bucket(bucket))));
    }

    /** What is there goes back as it came, with all that our own records cannot say. */
    @Override
    public void replaceLifecycle(String idPrefix, List<LifecycleRule> rules) {
        Optional<GetBucketLifecycleConfigurationResponse> there = sdkRules();
        List<software.amazon.awssdk.services.s3.model.LifecycleRule> all = new ArrayList<>();
        there.ifPresent(answer -> answer.rules().stream()
                .filter(rule -> rule.id() == null || !rule.id().startsWith(idPrefix))
                .forEach(all::add));
        rules.forEach(rule -> all.add(S3LifecycleRules.toSdk(rule)));
        if (all.isEmpty()) {
            removeLifecycle();
            return;
        }
        var unused = exceptions.translate(
                "set the life-cycle rules of",
                bucket,
                () -> client.putBucketLifecycleConfiguration(request -> request.bucket(bucket)
                        .transitionDefaultMinimumObjectSize(there.map(
                                        GetBucketLifecycleConfigurationResponse
                                                ::transitionDefaultMinimumObjectSizeAsString)
                                .orElse(null))
                        .lifecycleConfiguration(configuration -> configuration.rules(all))));
    }

    private void removeLifecycle() {
        var unused = ifThere(() -> exceptions.translate(
                "remove the life-cycle rules of",
                bucket,
                () -> client.deleteBucketLifecycle(request -> request.bucket(bucket))));
    }

    @Override
    public Versioning versioning() {
        BucketVersioningStatus status = exceptions.translate(
                "ask for the versioning of",
                bucket,
                () -> client.getBucketVersioning(request -> request.bucket(bucket))
                        .status());
        if (status == BucketVersioningStatus.ENABLED) {
            return Versioning.ENABLED;
        }
        return status == BucketVersioningStatus.SUSPENDED ? Versioning.SUSPENDED : Versioning.OFF;
    }

    @Override
    public void enableVersioning() {
        var unused = exceptions.translate(
                "set the versioning of",
                bucket,
                () -> client.putBucketVersioning(request -> request.bucket(bucket)
                        .versioningConfiguration(set -> set.status(BucketVersioningStatus.ENABLED))));
    }

    @Override
    public void createBucketWithLock() {
        try {
            var unused = exceptions.translate(
                    "create",
                    bucket,
                    () -> client.createBucket(create -> create.bucket(bucket).objectLockEnabledForBucket(true)));
        } catch (StoreException e) {
            if (!S3Exceptions.saysAlreadyOurs(e)) {
                throw e;
            }
        }
    }

    @Override
    public Optional<BucketLock> lock() {
        return ifThere(() -> exceptions
                        .translate(
                                "ask for the Object Lock of",
                                bucket,
                                () -> client.getObjectLockConfiguration(request -> request.bucket(bucket)))
                        .objectLockConfiguration())
                .filter(configuration -> configuration.objectLockEnabled() == ObjectLockEnabled.ENABLED)
                .map(S3BucketAdmin::bucketLock);
    }

    private static BucketLock bucketLock(ObjectLockConfiguration configuration) {
        DefaultRetention found =
                configuration.rule() == null ? null : configuration.rule().defaultRetention();
        if (found == null) {
            return new BucketLock(null);
        }
        int days = found.days() != null
                ? found.days()
                : found.years() == null ? 0 : Math.multiplyExact(found.years(), DAYS_OF_A_YEAR);
        return new BucketLock(days < 1 ? null : new BucketLock.Default(mode(found.mode()), days));
    }

    @Override
    public void setLock(BucketLock.Default value) {
        var unused = exceptions.translate(
                "set the Object Lock of",
                bucket,
                () -> client.putObjectLockConfiguration(request -> request.bucket(bucket)
                        .objectLockConfiguration(set -> set.objectLockEnabled(ObjectLockEnabled.ENABLED)
                                .rule(rule -> rule.defaultRetention(retention ->
                                        retention.mode(sdkMode(value.mode())).days(value.days()))))));
    }

    @Override
    public Optional<ObjectLock> lockOf(ObjectKey key, String versionId) {
        return ifThere(() -> exceptions
                        .translate(
                                "ask for the lock of",
                                key.value(),
                                () -> client.getObjectRetention(request ->
                                        request.bucket(bucket).key(key.value()).versionId(versionId)))
                        .retention())
                .filter(lock -> lock.mode() != null && lock.retainUntilDate() != null)
                .map(lock -> new ObjectLock(mode(lock.mode()), lock.retainUntilDate()));
    }

    @Override
    public void lock(ObjectKey key, String versionId, ObjectLock lock) {
        var unused = exceptions.translate(
                "lock",
                key.value(),
                () -> client.putObjectRetention(request -> request.bucket(bucket)
                        .key(key.value())
                        .versionId(versionId)
                        .retention(ObjectLockRetention.builder()
                                .mode(sdkMode(lock.mode()))
                                .retainUntilDate(lock.until())
                                .build())));
    }

    @Override
    public void deleteLocked(ObjectKey key, String versionId) {
        var unused = exceptions.translate(
                "delete a locked version of",
                key.value(),
                () -> client.deleteObject(request -> request.bucket(bucket)
                        .key(key.value())
                        .versionId(versionId)
                        .bypassGovernanceRetention(true)));
    }

    @Override
    public void versions(String prefix, Consumer<Versioned> consumer) {
        versions.below(prefix, consumer);
    }

    @Override
    public LegalHold holdOf(ObjectKey key, String versionId) {
        return ifThere(() -> exceptions
                        .translate(
                                "ask for the legal hold of",
                                key.value(),
                                () -> client.getObjectLegalHold(request ->
                                        request.bucket(bucket).key(key.value()).versionId(versionId)))
                        .legalHold())
                .filter(hold -> hold.status() == ObjectLockLegalHoldStatus.ON)
                .map(hold -> LegalHold.ON)
                .orElse(LegalHold.OFF);
    }

    @Override
    public void hold(ObjectKey key, String versionId, LegalHold hold) {
        ObjectLockLegalHoldStatus status =
                hold == LegalHold.ON ? ObjectLockLegalHoldStatus.ON : ObjectLockLegalHoldStatus.OFF;
        var unused = exceptions.translate(
                "put a legal hold on",
                key.value(),
                () -> client.putObjectLegalHold(request -> request.bucket(bucket)
                        .key(key.value())
                        .versionId(versionId)
                        .legalHold(set -> set.status(status))));
    }

    /** Of what was never set, stores say that it is not found. */
    private static <T> Optional<T> ifThere(Supplier<T> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static LockMode mode(Enum<?> sdk) {
        return sdk == ObjectLockRetentionMode.COMPLIANCE ? LockMode.COMPLIANCE : LockMode.GOVERNANCE;
    }

    private static ObjectLockRetentionMode sdkMode(LockMode mode) {
        return mode == LockMode.COMPLIANCE ? ObjectLockRetentionMode.COMPLIANCE : ObjectLockRetentionMode.GOVERNANCE;
    }

    @Override
    public void close() {
        client.close();
    }
}
