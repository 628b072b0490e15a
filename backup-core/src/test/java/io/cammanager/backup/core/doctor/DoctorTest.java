package io.cammanager.backup.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.doctor.Doctor.Writing;
import io.cammanager.backup.core.doctor.Finding.Verdict;
import io.cammanager.backup.core.doctor.Surroundings.Way;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.SmallBody;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final ObjectStore store = memory.open(Checksums.SUPPORTED);
    private final List<Finding> findings = new ArrayList<>();
    private UnaryOperator<ObjectStore> layer = UnaryOperator.identity();
    private Duration ahead = Duration.ofSeconds(1);
    private boolean liftsLocks = true;

    @TempDir
    private Path directory;

    @BeforeEach
    void makeBucketAndSource() throws IOException {
        store.createBucket();
        Files.createDirectories(directory.resolve("source/garage"));
    }

    private ExitCode examine(Writing writing) {
        findings.clear();
        try (Doctor doctor = builder().buildDoctor(new Surroundings(List.of(), Way.LOOPBACK))) {
            return doctor.examine(writing, findings::add);
        }
    }

    private BackupEngineBuilder builder() {
        return BackupEngineBuilder.create()
                .source(directory.resolve("source"))
                .stateDirectory(directory.resolve("state"))
                .store(new Layered(), "north/")
                .sleeper(duration -> {})
                .retention(Duration.ofDays(30));
    }

    private Finding finding(String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " is not in " + findings));
    }

    @Test
    void nothingFailsOnAStoreThatKeepsItsPromisesAndNothingIsLeft() {
        ExitCode end = examine(Writing.ALLOWED);

        assertThat(end).isEqualTo(ExitCode.OK);
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() != Verdict.OK)
                .extracting(Finding::check)
                .containsExactly("versions", "checksum header");
        assertThat(finding("race").found()).contains("20 times, of 16");
        assertThat(store.list(ListRequest.all("")).objects()).isEmpty();
    }

    @Test
    void withoutWritingNothingIsWrittenAndThatIsSaid() {
        layer = inner -> new ForwardingObjectStore(inner) {
            @Override
            public String put(PutRequest request, Body body) {
                throw new AssertionError("put " + request.key());
            }
        };

        assertThat(examine(Writing.NOT_ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(finding("race")).isEqualTo(Finding.unknown("race", "not tried: nothing may be written"));
        assertThat(finding("bucket").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aMissingBucketEndsOnlyWhatNeedsIt() {
        memory.removeBucket();

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.BUCKET_MISSING);

        assertThat(finding("endpoint").verdict()).isEqualTo(Verdict.OK);
        assertThat(finding("clock").verdict()).isEqualTo(Verdict.OK);
        assertThat(finding("race").found()).isEqualTo("not tried: there is no bucket");
    }

    @Test
    void anEndpointThatDoesNotAnswerLeavesTheLocalChecks() throws IOException {
        layer = inner -> new ForwardingObjectStore(inner) {
            @Override
            public boolean bucketExists() {
                throw new StoreException(Kind.UNREACHABLE, "reach", "recordings", "connection refused");
            }
        };
        Files.delete(directory.resolve("source/garage"));
        Files.delete(directory.resolve("source"));

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.SAFETY_STOP);

        assertThat(finding("source").exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(finding("endpoint").exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(finding("clock").verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aStoreThatIgnoresConditionsIsFoundOut() {
        layer = inner -> new ForwardingObjectStore(inner) {
            @Override
            public String put(PutRequest request, Body body) {
                return super.put(
                        new PutRequest(request.key(), request.metadata(), request.contentType(), Condition.ALWAYS),
                        body);
            }
        };

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(finding("If-None-Match").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("If-Match").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("If-Match on nothing").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("race").verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aStoreThatHonoursConditionsOnlyOneAfterTheOtherFails() {
        layer = inner -> new ForwardingObjectStore(inner) {
            @Override
            public String put(PutRequest request, Body body) {
                boolean race = request.key().name().startsWith("race-");
                Condition condition = race ? Condition.ALWAYS : request.condition();
                return super.put(
                        new PutRequest(request.key(), request.metadata(), request.contentType(), condition), body);
            }
        };

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.SAFETY_STOP);

        assertThat(finding("race").found()).startsWith("16 of 16");
    }

    private void sync() throws Exception {
        Files.writeString(directory.resolve("source/garage/2026-02-03_04-05-06.mp4"), "video");
        try (BackupEngine engine = builder().build()) {
            var unused = engine.sync(SyncOptions.builder().minAge(Duration.ZERO).build(), event -> {})
                    .await();
        }
    }

    /** As a store of which somebody switches versions on. */
    @Test
    void aStoreThatNoLongerDoesWhatTheStateRemembersIsTriedAgainByTheNextSync() throws Exception {
        sync();
        examine(Writing.ALLOWED);
        Verdict before = finding("remembered").verdict();
        layer = inner -> new ForwardingObjectStore(inner) {
            @Override
            public String put(PutRequest request, Body body) {
                return super.put(
                        new PutRequest(request.key(), request.metadata(), request.contentType(), Condition.ALWAYS),
                        body);
            }
        };

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(before).isEqualTo(Verdict.OK);
        assertThat(finding("remembered").verdict()).isEqualTo(Verdict.WARN);
        sync();
        examine(Writing.ALLOWED);
        assertThat(finding("remembered").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void thatItWasRunIsRememberedWithItsVerdicts() throws Exception {
        sync();
        memory.removeBucket();
        examine(Writing.ALLOWED);

        BackupStatus status;
        try (BackupEngine engine = builder().build()) {
            status = engine.status();
        }

        RunRecord run = status.last(RunRecord.Kind.DOCTOR).orElseThrow();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BUCKET_MISSING);
        for (Verdict verdict : Verdict.values()) {
            assertThat(run.count(verdict.word()))
                    .as(verdict.word())
                    .isEqualTo(findings.stream()
                            .filter(finding -> finding.verdict() == verdict)
                            .count());
        }
    }

    @Test
    void withoutAStateNoneIsMade() {
        examine(Writing.ALLOWED);

        assertThat(directory.resolve("state")).doesNotExist();
    }

    private void lockBucket(BucketLock.@Nullable Default each) {
        memory.removeBucket();
        memory.admin().createBucketWithLock();
        if (each != null) {
            memory.admin().setLock(each);
        }
    }

    private List<ListedVersion> versions() {
        return store.listVersions(new VersionListRequest("", null)).versions();
    }

    @Test
    void aLockThatHoldsIsProvenAndAKeyThatCanLiftItIsWarnedOf() {
        lockBucket(new BucketLock.Default(LockMode.GOVERNANCE, 9));

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(finding("lock proof").verdict()).isEqualTo(Verdict.OK);
        assertThat(finding("lock proof").found()).startsWith("it holds");
        assertThat(finding("lifts locks").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("deletes versions").verdict()).isEqualTo(Verdict.WARN);
        assertThat(versions()).isEmpty();
    }

    @Test
    void whereNothingIsLockedUnlessItAsksForItTheProofAsks() {
        lockBucket(null);
        liftsLocks = false;

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(finding("lock proof").verdict()).isEqualTo(Verdict.OK);
        assertThat(finding("lifts locks").found())
                .startsWith("this key cannot; north/.cammanager/lock-canary stays until its lock ends");
        assertThat(versions())
                .extracting(version -> version.key().value())
                .containsExactly("north/.cammanager/lock-canary");
    }

    @Test
    void aLockUnderWhichTheObjectStaysIsProvenAgainWithTheSameObject() {
        lockBucket(new BucketLock.Default(LockMode.COMPLIANCE, 9));
        examine(Writing.ALLOWED);
        examine(Writing.ALLOWED);

        assertThat(finding("lock proof").verdict()).isEqualTo(Verdict.OK);
        assertThat(finding("tidying up").verdict()).isEqualTo(Verdict.WARN);
        assertThat(store.versions(new ObjectKey("north/.cammanager/lock-canary")))
                .hasSize(1);
    }

    @Test
    void aKeyThatDeletesNoVersionsProvesNothingOfTheLock() {
        lockBucket(new BucketLock.Default(LockMode.GOVERNANCE, 9));
        layer = DoctorTest::withoutTheRightToDeleteVersions;
        liftsLocks = false;

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(finding("lock proof").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(findings).extracting(Finding::check).doesNotContain("lifts locks");
    }

    @Test
    void aStoreThatDeletesWhatIsLockedFails() {
        lockBucket(new BucketLock.Default(LockMode.GOVERNANCE, 9));
        layer = inner -> new ForwardingObjectStore(inner) {
            @Override
            public void deleteVersion(ObjectKey key, String versionId) {
                memory.admin().deleteLocked(key, versionId);
            }
        };

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.MISMATCH);

        assertThat(finding("lock proof").found()).contains("the store deleted north/.cammanager/lock-canary");
    }

    @Test
    void withoutObjectLockThereIsNothingToProve() {
        examine(Writing.ALLOWED);

        assertThat(findings).extracting(Finding::check).doesNotContain("lock proof", "lifts locks");
    }

    private static ObjectStore withoutTheRightToDeleteVersions(ObjectStore inner) {
        return new ForwardingObjectStore(inner) {
            @Override
            public void deleteVersion(ObjectKey key, String versionId) {
                throw new StoreException(Kind.DENIED, "delete", key.value(), "status 403 AccessDenied");
            }
        };
    }

    @Test
    void aKeyThatCanDeleteVersionsIsWarnedOfAndNoVersionIsLeft() {
        memory.setVersioning(Versioning.ENABLED);

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(finding("deletes versions").verdict()).isEqualTo(Verdict.WARN);
        assertThat(store.listVersions(new VersionListRequest("", null)).versions())
                .isEmpty();
    }

    @Test
    void aKeyThatCannotDeleteVersionsIsAGoodOneAndWhatStaysIsSaid() {
        memory.setVersioning(Versioning.ENABLED);
        layer = DoctorTest::withoutTheRightToDeleteVersions;
        liftsLocks = false;

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.OK);

        assertThat(finding("deletes versions").verdict()).isEqualTo(Verdict.OK);
        assertThat(finding("tidying up").verdict()).isEqualTo(Verdict.WARN);
        assertThat(store.list(ListRequest.all("")).objects()).isEmpty();
    }

    @Test
    void aClockThatIsOffIsWarnedOf() {
        ahead = Duration.ofMinutes(-7);

        examine(Writing.NOT_ALLOWED);

        assertThat(finding("clock").found()).isEqualTo("this machine's is 420 s behind the store's");
        assertThat(finding("clock").verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void rulesThatDeleteTooMuchOrTooEarlyAreNamed() {
        memory.admin()
                .replaceLifecycle(
                        "x",
                        List.of(
                                LifecycleRule.of("x-all", "", Actions.NONE.withExpiry(7)),
                                LifecycleRule.of("x-fits", "north/garage/", Actions.NONE.withExpiry(30)),
                                LifecycleRule.of("x-kept", "north/.cammanager/replaced/", Actions.NONE.withExpiry(3)),
                                LifecycleRule.of("x-other", "south/", Actions.NONE.withExpiry(1))));

        examine(Writing.NOT_ALLOWED);

        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("life cycle"))
                .extracting(Finding::found)
                .containsExactly(
                        "rule x-all on the whole bucket deletes what the backup itself needs in north/.cammanager/",
                        "rule x-all on the whole bucket deletes after 7 days, and RETENTION_DAYS is 30");
    }

    @Test
    void uploadsThatNobodyKnowsAreWarnedOf() {
        var unused = store.startMultipart(
                new PutRequest(new ObjectKey("north/garage/a.mp4"), Map.of(), "video/mp4", Condition.ALWAYS));

        examine(Writing.NOT_ALLOWED);

        assertThat(finding("unfinished uploads").found())
                .isEqualTo("1 that this state does not know, the oldest of 0 days: north/garage/a.mp4");
    }

    @Test
    void whatAKeyMayNotAskIsUnknownAndWhatBreaksStopsNothingElse() {
        layer = inner -> new ForwardingObjectStore(inner) {
            @Override
            public Versioning versioning() {
                throw new StoreException(Kind.DENIED, "ask", "recordings", "status 403");
            }

            @Override
            public String put(PutRequest request, Body body) {
                throw new BackupException(ExitCode.UNEXPECTED, "broken");
            }
        };

        assertThat(examine(Writing.ALLOWED)).isEqualTo(ExitCode.UNEXPECTED);

        assertThat(finding("versions").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding("race").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding("tidying up").check()).isNotEmpty();
    }

    @Test
    void whatSomebodyElseHasUnderWayIsLeftAlone() {
        ObjectKey other = new ObjectKey("north/.cammanager/probe/other");
        String unused =
                store.put(new PutRequest(other, Map.of(), "text/plain", Condition.ALWAYS), SmallBody.of("a sync's"));

        examine(Writing.ALLOWED);

        assertThat(store.head(other)).isPresent();
    }

    private final class Layered extends ForwardingStoreProvider {
        Layered() {
            super(memory);
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return layer.apply(super.open(checksums));
        }

        @Override
        public BucketAdmin admin() {
            BucketAdmin admin = super.admin();
            if (liftsLocks) {
                return admin;
            }
            return (BucketAdmin) Proxy.newProxyInstance(
                    BucketAdmin.class.getClassLoader(),
                    new Class<?>[] {BucketAdmin.class},
                    (proxy, called, arguments) -> {
                        if (called.getName().equals("deleteLocked")) {
                            throw new StoreException(Kind.DENIED, "delete", "a version", "status 403 AccessDenied");
                        }
                        try {
                            return called.invoke(admin, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public Optional<Duration> clockAhead() {
            return Optional.of(ahead);
        }
    }
}
