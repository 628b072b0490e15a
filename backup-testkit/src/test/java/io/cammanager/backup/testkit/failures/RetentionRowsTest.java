package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.Allowance;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryOptions;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.engine.CryptWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is too old is marked, and a day later deleted; what is in any doubt stays. */
final class RetentionRowsTest {
    private static final String FIRST = "north/2024-03-02_10-00-00.mp4";
    private static final String SECOND = "north/2024-03-02_10-01-00.mp4";
    private static final String NEWEST = "north/2024-03-02_10-02-00.mp4";
    private static final String OTHER = "south/2024-03-02_10-00-00.mp4";
    private static final DeleteLimit ALL = new DeleteLimit(0, 100);

    private final FakeClock stored = FakeClock.at(Instant.parse("2024-03-02T12:00:00Z"));
    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings", 1000, stored);
    private Duration ahead = Duration.ZERO;
    private boolean honoursConditions = true;

    @TempDir
    private Path directory;

    private KeepBench bench;

    @BeforeEach
    void setUp() throws Exception {
        bench = new KeepBench(() -> new Stores(memory), directory);
        for (String path : List.of(FIRST, SECOND, NEWEST, OTHER)) {
            write(path, "content of " + path);
        }
    }

    private void write(String path, String text) throws Exception {
        Path unused = Files.setLastModifiedTime(
                bench.write(path, text), FileTime.from(Instant.parse("2024-03-02T12:00:00Z")));
    }

    /** The store with a clock, and perhaps without conditions. */
    private final class Stores extends ForwardingStoreProvider {
        Stores(StoreProvider inner) {
            super(inner);
        }

        @Override
        public Optional<Duration> clockAhead() {
            return Optional.of(ahead);
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            ObjectStore store = super.open(checksums);
            return honoursConditions ? store : new Unconditional(store);
        }
    }

    private static final class Unconditional extends ForwardingObjectStore {
        Unconditional(ObjectStore inner) {
            super(inner);
        }

        @Override
        public void deleteIfMatch(ObjectKey key, String etag) {
            Optional<String> unused = delete(key);
        }
    }

    /** Syncs, and deletes the files as a recorder does that needs the room. */
    private void syncedAndGoneHere() throws Exception {
        bench.syncs();
        for (String path : List.of(FIRST, SECOND, NEWEST, OTHER)) {
            bench.delete(path);
        }
    }

    private ExpiryReport expire() throws InterruptedException {
        return expire(30, ALL, SyncOptions.Mode.APPLY);
    }

    private ExpiryReport expire(int days, DeleteLimit limit, SyncOptions.Mode mode) throws InterruptedException {
        bench.events().clear();
        ExpiryOptions options = new ExpiryOptions(days, ExpiryOptions.MIN_GRACE, limit, 30, mode, 4);
        try (BackupEngine engine = bench.engine()) {
            return engine.expire(options, bench.events()::add).await();
        }
    }

    private ExpiryReport expiresADayLater() throws InterruptedException {
        bench.later(Duration.ofHours(25));
        return expire();
    }

    private ExpiryResult resultOf(String path) {
        return bench.events(BackupEvent.Expired.class).stream()
                .filter(event -> event.path().equals(path))
                .map(BackupEvent.Expired::result)
                .findFirst()
                .orElseThrow();
    }

    private List<ObjectVersion> versions(String path) {
        return bench.ask(store -> store.versions(key(path)));
    }

    private static ObjectKey key(String path) {
        return new ObjectKey(KeepBench.PREFIX + path);
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    @Tag("F4")
    void f4WhatIsTooOldIsMarkedAndADayLaterDeletedButTheNewestOfACamera(Versioning versioning) throws Exception {
        memory.setVersioning(versioning);
        syncedAndGoneHere();

        ExpiryReport marked = expire();
        bench.later(Duration.ofHours(23));
        ExpiryReport early = expire();
        bench.later(Duration.ofHours(2));
        ExpiryReport ripe = expire();

        assertThat(marked.exitCode()).as("%s %s", marked, bench.events()).isEqualTo(ExitCode.OK);
        assertThat(marked.summary().of(ExpiryResult.MARKED)).isEqualTo(2);
        assertThat(marked.summary().of(ExpiryResult.NEWEST)).isEqualTo(2);
        assertThat(marked.summary().deleted()).isZero();
        assertThat(early.summary().of(ExpiryResult.WAITING)).isEqualTo(2);
        assertThat(early.summary().deleted()).isZero();
        assertThat(ripe.exitCode()).as("%s %s", ripe, bench.events()).isEqualTo(ExitCode.OK);
        assertThat(ripe.summary().of(ExpiryResult.DELETED)).isEqualTo(2);
        assertThat(ripe.summary().bytesDeleted()).isEqualTo(2L * ("content of " + FIRST).length());
        assertThat(ripe.summary().examined()).isEqualTo(4);
        assertThat(bench.recordings()).containsOnlyKeys(NEWEST, OTHER);
        if (versioning == Versioning.ENABLED) {
            assertThat(versions(FIRST)).isEmpty();
        }
        assertThat(bench.kept()).as("nothing is kept of what is too old").isEmpty();
        assertThat(bench.verify(VerifyLevel.LIST).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(expiresADayLater().summary().deleted()).as("once more").isZero();
    }

    @Test
    void whereNothingIsExactItIsLookedAtRightBeforeAndSaid() throws Exception {
        honoursConditions = false;
        syncedAndGoneHere();
        expire();

        ExpiryReport report = expiresADayLater();

        assertThat(report.summary().deleted()).isEqualTo(2);
        assertThat(bench.events(BackupEvent.Warning.class))
                .extracting(BackupEvent.Warning::message)
                .anyMatch(message -> message.contains("neither keeps versions nor deletes on a condition"));
    }

    @Test
    void encryptedRecordingsGoTheSameWayAndTheirLocksAreFound() throws Exception {
        try (RcloneCrypt crypt = CryptWay.STANDARD.open();
                BucketAdmin admin = memory.admin()) {
            admin.createBucketWithLock();
            bench.encrypt(crypt);
            syncedAndGoneHere();
            lock(crypt.names().storedPath(FIRST), admin);
            expire();

            ExpiryReport report = expiresADayLater();

            assertThat(report.exitCode()).as("%s %s", report, bench.events()).isEqualTo(ExitCode.OK);
            assertThat(resultOf(FIRST)).isEqualTo(ExpiryResult.LOCKED);
            assertThat(resultOf(SECOND)).isEqualTo(ExpiryResult.DELETED);
        }
    }

    private void lock(String path, BucketAdmin admin) {
        String version = bench.ask(store -> store.head(key(path)).orElseThrow()).versionId();
        admin.lock(
                key(path),
                String.valueOf(version),
                new ObjectLock(LockMode.COMPLIANCE, Instant.now().plus(Duration.ofDays(90))));
    }

    @Test
    @Tag("F4")
    void f4WhatIsLockedOrHeldIsKeptAndNoFailure() throws Exception {
        stored.set(Instant.parse("2024-03-02T12:00:00Z"));
        try (BucketAdmin admin = memory.admin()) {
            admin.createBucketWithLock();
            syncedAndGoneHere();
            lock(FIRST, admin);
            String version =
                    bench.ask(store -> store.head(key(SECOND)).orElseThrow()).versionId();
            admin.hold(key(SECOND), String.valueOf(version), LegalHold.ON);
            expire();

            ExpiryReport refused = expiresADayLater();
            ExpiryReport known = expire();

            assertThat(refused.exitCode()).as("%s %s", refused, bench.events()).isEqualTo(ExitCode.OK);
            assertThat(refused.summary().of(ExpiryResult.LOCKED)).isEqualTo(2);
            assertThat(known.summary().of(ExpiryResult.LOCKED)).isEqualTo(2);
            assertThat(bench.recordings()).containsKeys(FIRST, SECOND);

            admin.hold(key(SECOND), String.valueOf(version), LegalHold.OFF);
            assertThat(expire().summary().deleted()).isEqualTo(1);
        }
    }

    @Test
    void whatItHasReplacedNeverComesToLightInItsPlace() throws Exception {
        memory.setVersioning(Versioning.ENABLED);
        bench.syncs();
        write(FIRST, "other and longer content of " + FIRST);
        bench.syncs();
        bench.delete(FIRST);
        bench.delete(SECOND);
        expire();

        assertThat(expiresADayLater().summary().deleted()).isEqualTo(2);

        assertThat(versions(FIRST)).isEmpty();
    }

    @Test
    @Tag("G5")
    void g5NothingIsMarkedOrDeletedWhileAClockIsInDoubt() throws Exception {
        syncedAndGoneHere();
        expire();
        bench.later(Duration.ofHours(25));
        ahead = Duration.ofMinutes(6);
        ExpiryReport apart = expire();
        ahead = Duration.ZERO;
        assertThat(bench.verify(VerifyLevel.LIST).exitCode()).isEqualTo(ExitCode.OK);
        bench.later(Duration.ofMinutes(-10));
        ExpiryReport backwards = expire();

        assertThat(apart.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(String.valueOf(apart.problem())).contains("6 min ahead of that of the store");
        assertThat(backwards.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(String.valueOf(backwards.problem())).contains("went backwards");
        assertThat(bench.recordings()).containsOnlyKeys(FIRST, SECOND, NEWEST, OTHER);
    }

    @Test
    void nothingIsDeletedAfterAVerificationThatFoundDamageUntilNoneIsFound() throws Exception {
        syncedAndGoneHere();
        expire();
        bench.put(OTHER, "damaged");
        assertThat(bench.verify(VerifyLevel.HEAD).exitCode()).isEqualTo(ExitCode.MISMATCH);

        ExpiryReport frozen = expiresADayLater();

        assertThat(frozen.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(String.valueOf(frozen.problem())).contains("found damage");
        assertThat(bench.recordings()).containsKeys(FIRST, SECOND);
    }

    @Test
    @Tag("C9")
    void c9NothingIsDeletedAfterASyncThatWasStoppedForSafety() throws Exception {
        bench.syncs();
        expire();
        bench.delete(FIRST);
        bench.delete(SECOND);
        bench.delete(NEWEST);
        bench.delete(OTHER);
        Files.delete(bench.source().resolve("north"));
        Files.delete(bench.source().resolve("south"));
        assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.SAFETY_STOP);

        assertThat(expiresADayLater().exitCode()).isEqualTo(ExitCode.SAFETY_STOP);

        bench.write("north/new.mp4", "new");
        bench.syncs(SyncOptions.builder().allow(Set.of(Allowance.EMPTY_SOURCE)).build());
        assertThat(expire().exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void moreThanMayBeDeletedIsRefusedBeforeTheFirst() throws Exception {
        syncedAndGoneHere();
        expire();
        bench.later(Duration.ofHours(25));

        ExpiryReport refused = expire(30, new DeleteLimit(1, 0), SyncOptions.Mode.APPLY);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(String.valueOf(refused.problem())).contains("2 of 4 objects would be deleted now", "--max-delete");
        assertThat(bench.recordings()).containsOnlyKeys(FIRST, SECOND, NEWEST, OTHER);
        assertThat(expire(30, new DeleteLimit(2, 0), SyncOptions.Mode.APPLY)
                        .summary()
                        .deleted())
                .isEqualTo(2);
    }

    @Test
    @Tag("F1")
    void f1WhatIsNotWhatWasConfirmedIsNamedAndStays() throws Exception {
        syncedAndGoneHere();
        expire();
        bench.put(FIRST, "an0ther content");

        ExpiryReport report = expiresADayLater();

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(FIRST)).isEqualTo(ExpiryResult.DIFFERS);
        assertThat(bench.recordings()).containsEntry(FIRST, "an0ther content").doesNotContainKey(SECOND);
    }

    @Test
    @Tag("F1")
    void f1WhatIsGoneIsNamedUnlessItWasMarked() throws Exception {
        syncedAndGoneHere();
        Optional<String> gone = bench.ask(store -> store.delete(key(FIRST)));
        ExpiryReport never = expire();
        Optional<String> marked = bench.ask(store -> store.delete(key(SECOND)));
        ExpiryReport after = expiresADayLater();

        assertThat(gone).isEqualTo(marked);
        assertThat(never.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(never.summary().of(ExpiryResult.MISSING)).isEqualTo(1);
        assertThat(resultOf(SECOND)).isEqualTo(ExpiryResult.GONE);
        assertThat(after.summary().deleted()).isZero();
        assertThat(expire().summary().examined()).as("it is forgotten").isEqualTo(3);
    }

    @Test
    @Tag("F5")
    void f5WhatOthersHavePutThereStays() throws Exception {
        syncedAndGoneHere();
        bench.put("north/2020-01-01_00-00-00.mp4", "not ours");
        expire();
        expiresADayLater();

        assertThat(bench.recordings()).containsOnlyKeys(NEWEST, OTHER, "north/2020-01-01_00-00-00.mp4");
    }

    @Test
    void whatIsStillHereAndWouldBeSentAgainStays() throws Exception {
        bench.syncs();

        ExpiryReport report = expire();

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.summary().of(ExpiryResult.STILL_HERE)).isEqualTo(2);
        assertThat(report.summary().of(ExpiryResult.MARKED)).isZero();
        assertThat(bench.events(BackupEvent.Warning.class))
                .extracting(BackupEvent.Warning::message)
                .anyMatch(message -> message.contains("RETENTION_DAYS is not set"));
    }

    @Test
    void whatWasStoredLaterThanItsNameSaysStaysAsLong() throws Exception {
        stored.set(Instant.now().minus(Duration.ofDays(10)));
        syncedAndGoneHere();

        ExpiryReport report = expire();

        assertThat(report.summary().of(ExpiryResult.YOUNG)).isEqualTo(2);
        assertThat(report.summary().of(ExpiryResult.MARKED)).isZero();
    }

    @Test
    void aNameWithoutATimeGoesByWhenTheFileWasChanged() throws Exception {
        write("north/intro.mp4", "old and unnamed");
        bench.write("north/outro.mp4", "new and unnamed");
        syncedAndGoneHere();
        bench.delete("north/intro.mp4");
        bench.delete("north/outro.mp4");

        expire();

        assertThat(resultOf("north/intro.mp4")).isEqualTo(ExpiryResult.MARKED);
        assertThat(bench.events(BackupEvent.Expired.class))
                .extracting(BackupEvent.Expired::path)
                .contains(NEWEST)
                .doesNotContain("north/outro.mp4");
    }

    @Test
    void aMarkIsDroppedWhenMoreDaysAreGivenAndBeginsAnewAfterwards() throws Exception {
        syncedAndGoneHere();
        expire();
        bench.later(Duration.ofHours(25));

        ExpiryReport longer = expire(36_500, ALL, SyncOptions.Mode.APPLY);
        ExpiryReport back = expire();

        assertThat(longer.summary().unmarked()).isEqualTo(2);
        assertThat(back.summary().of(ExpiryResult.MARKED)).isEqualTo(2);
        assertThat(back.summary().deleted()).isZero();
    }

    @Test
    void whatWasPutAsideGoesTheSameWay() throws Exception {
        bench.syncs();
        write(NEWEST, "other and longer content of " + NEWEST);
        bench.syncs();
        assertThat(bench.kept()).containsOnlyKeys(NEWEST);

        ExpiryReport marked = expire();
        ExpiryReport report = expiresADayLater();

        assertThat(marked.summary().of(ExpiryResult.MARKED)).isEqualTo(1);
        assertThat(report.summary().deleted()).isEqualTo(1);
        assertThat(bench.kept()).isEmpty();
        assertThat(bench.recordings()).containsOnlyKeys(FIRST, SECOND, NEWEST, OTHER);
    }

    @Test
    void aDryRunListsWhatWouldGoAlsoWhenThatIsTooMuchAndDoesNothing() throws Exception {
        syncedAndGoneHere();
        ExpiryReport before = expire(30, ALL, SyncOptions.Mode.DRY_RUN);
        expire();
        bench.later(Duration.ofHours(25));
        ExpiryReport after = expire(30, new DeleteLimit(0, 0), SyncOptions.Mode.DRY_RUN);

        assertThat(before.summary().of(ExpiryResult.MARKED)).isEqualTo(2);
        assertThat(after.summary().of(ExpiryResult.PLANNED)).isEqualTo(2);
        assertThat(after.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(bench.recordings()).containsOnlyKeys(FIRST, SECOND, NEWEST, OTHER);
    }

    @Test
    void theEndOfARunIsRemembered() throws Exception {
        syncedAndGoneHere();
        expire();

        try (BackupEngine engine = bench.engine()) {
            assertThat(engine.status().runs().get(0).counts()).containsEntry("marked", 2L);
        }
    }

    @Test
    void whatWasDeletedIsToldToACatalogThatIsMadeAnew() throws Exception {
        syncedAndGoneHere();
        expire();
        expiresADayLater();
        bench.loseState();

        bench.write("north/new.mp4", "new");
        bench.syncs();

        assertThat(bench.verify(VerifyLevel.LIST).exitCode()).isEqualTo(ExitCode.OK);
    }
}
