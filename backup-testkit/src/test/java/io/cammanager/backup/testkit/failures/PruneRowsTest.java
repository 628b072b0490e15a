package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FreeSpace;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.PruneOptions.Goal;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.PruneResult;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the space guard deletes here is proven in the bucket at that moment, and what is not stays and is named. */
final class PruneRowsTest {
    private static final String OLD = "north/2024-03-02_10-00-00.mp4";
    private static final String NEXT = "south/2024-03-02_10-01-00.mp4";
    private static final String LAST = "north/2024-03-02_10-02-00.mp4";
    private static final SyncOptions DELETE =
            SyncOptions.builder().delete(DeleteLimit.DEFAULT).build();
    private static final Goal ALL_OLD = new Goal.OlderThan(Duration.ofDays(7));

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");

    @TempDir
    private Path directory;

    private KeepBench bench;

    @BeforeEach
    void setUp() throws Exception {
        bench = new KeepBench(() -> memory, directory);
        for (String path : new String[] {OLD, NEXT, LAST}) {
            write(path, "content of " + path);
        }
    }

    @CanIgnoreReturnValue
    private Path write(String path, String text) throws Exception {
        return Files.setLastModifiedTime(bench.write(path, text), FileTime.from(Instant.parse("2024-03-02T12:00:00Z")));
    }

    @ParameterizedTest
    @EnumSource(
            value = VerifyLevel.class,
            names = {"HEAD", "DATA"})
    void whatIsProvenIsDeletedHereAndOnlyHere(VerifyLevel level) throws Exception {
        bench.syncs();

        PruneReport report = prune(new PruneOptions(ALL_OLD, 1, level, SyncOptions.Mode.APPLY, 4));

        assertThat(report.exitCode()).as("%s %s", report, bench.events()).isEqualTo(ExitCode.OK);
        assertThat(report.summary().pruned()).isEqualTo(3);
        assertThat(here(OLD)).isFalse();
        assertThat(bench.source().resolve("north"))
                .as("camera directories stay")
                .isEmptyDirectory();
        assertThat(bench.recordings()).containsOnlyKeys(OLD, NEXT, LAST);
        assertThat(bench.verify(VerifyLevel.DATA).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(prune(ALL_OLD).summary().examined()).as("a second time").isZero();
    }

    @Test
    void whatWasPrunedIsNoLossAndNeverRemovedFromTheBucket() throws Exception {
        bench.syncs();
        prune(ALL_OLD);

        SyncReport emptied = bench.syncs(DELETE);
        bench.write("north/new.mp4", "new");
        SyncReport report = bench.syncs(DELETE);

        assertThat(emptied.summary().deleted()).isZero();
        assertThat(report.summary().deleted()).isZero();
        assertThat(report.summary().vanished()).isZero();
        assertThat(bench.recordings()).containsOnlyKeys(OLD, NEXT, LAST, "north/new.mp4");
    }

    @Test
    void aSourceWithoutItsCamerasIsStillTakenForADiskThatIsNotMounted() throws Exception {
        bench.syncs();
        prune(ALL_OLD);
        Files.delete(bench.source().resolve("north"));
        Files.delete(bench.source().resolve("south"));

        assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
    }

    @Test
    void whatIsRestoredAndGoesAgainIsNotRemovedFromTheBucketEither() throws Exception {
        bench.syncs();
        prune(ALL_OLD);
        try (BackupEngine engine = bench.engine()) {
            engine.restore(
                            new RestoreOptions(bench.source(), Selection.ALL, RestoreOptions.Existing.KEEP, 4),
                            event -> {})
                    .await();
        }
        bench.syncs();
        bench.delete(OLD);

        assertThat(bench.syncs(DELETE).summary().deleted()).isZero();
        assertThat(prune(ALL_OLD).summary().pruned())
                .as("what is back is pruned again")
                .isEqualTo(2);
    }

    @Test
    void aFileWhoseObjectIsGoneStaysAndIsNamed() throws Exception {
        bench.syncs();
        Optional<String> unused = bench.ask(store -> store.delete(new ObjectKey(KeepBench.PREFIX + NEXT)));

        PruneReport report = prune(ALL_OLD);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(report.summary().pruned()).isEqualTo(2);
        assertThat(report.summary().missing()).isEqualTo(1);
        assertThat(here(NEXT)).isTrue();
        assertThat(resultOf(NEXT)).isEqualTo(PruneResult.MISSING);
        assertThat(bench.sync().summary().uploaded())
                .as("the file heals the bucket")
                .isEqualTo(1);
    }

    @Test
    void aFileWhoseObjectIsAnotherStaysAndIsNamed() throws Exception {
        bench.syncs();
        bench.put(OLD, "c0ntent of " + OLD);

        PruneReport report = prune(ALL_OLD);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(resultOf(OLD)).isEqualTo(PruneResult.DIFFERS);
        assertThat(here(OLD)).isTrue();
    }

    @Test
    void aFileThatChangedSinceItWasConfirmedStays() throws Exception {
        bench.syncs();
        write(OLD, "C0ntent of " + OLD);

        PruneReport report = prune(ALL_OLD);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(resultOf(OLD)).isEqualTo(PruneResult.CHANGED);
        assertThat(here(OLD)).isTrue();
    }

    @Test
    void aLinkInThePlaceOfACamerasDirectoryLeadsNowhere() throws Exception {
        bench.syncs();
        Path north = bench.source().resolve("north");
        Path elsewhere = Files.move(north, directory.resolve("elsewhere"));
        Files.createSymbolicLink(north, elsewhere);

        PruneReport report = prune(ALL_OLD);

        assertThat(report.summary().pruned()).isEqualTo(1);
        assertThat(report.summary().failed()).isEqualTo(2);
        assertThat(elsewhere.resolve("2024-03-02_10-00-00.mp4")).exists();
    }

    @Test
    void anObjectThatWasOnlyRecognisedIsNoProof() throws Exception {
        long seconds = Instant.parse("2024-03-02T12:00:00Z").getEpochSecond();
        bench.ask(store -> {
            store.createBucket();
            return true;
        });
        bench.putAs(OLD, "content of " + OLD, "mtime", Long.toString(seconds));
        bench.syncs();

        PruneReport report = prune(ALL_OLD);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(resultOf(OLD)).isEqualTo(PruneResult.REFUSED);
        assertThat(here(OLD)).isTrue();
    }

    @Test
    void theOldestGoFirst() throws Exception {
        bench.syncs();

        PruneReport unused = prune(new PruneOptions(ALL_OLD, 1, VerifyLevel.HEAD, SyncOptions.Mode.APPLY, 1));

        assertThat(bench.events(BackupEvent.Pruned.class))
                .extracting(BackupEvent.Pruned::path)
                .containsExactly(OLD, NEXT, LAST);
    }

    @Test
    void nothingGoesWhileEnoughIsFreeAndTheEndSaysWhenItCannotBe() throws Exception {
        bench.syncs();

        assertThat(prune(new Goal.KeepFree(new FreeSpace.Percent(0))).summary().examined())
                .isZero();
        PruneReport all = prune(new Goal.KeepFree(new FreeSpace.Percent(100)));

        assertThat(all.summary().pruned()).isEqualTo(3);
        assertThat(all.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void whatIsYoungerThanAskedStays() throws Exception {
        String young = "north/" + day(Duration.ofHours(20)) + ".mp4";
        bench.write(young, "young");
        bench.syncs();

        PruneReport report = prune(new Goal.OlderThan(Duration.ZERO));

        assertThat(report.summary().pruned()).isEqualTo(3);
        assertThat(here(young)).isTrue();
    }

    private String day(Duration ago) {
        return Instant.now()
                .minus(ago)
                .toString()
                .substring(0, 19)
                .replace('T', '_')
                .replace(':', '-');
    }

    @Test
    void aDryRunDeletesNothingAndSaysWhatWouldGo() throws Exception {
        bench.syncs();

        PruneReport report = prune(new PruneOptions(ALL_OLD, 1, VerifyLevel.HEAD, SyncOptions.Mode.DRY_RUN, 4));

        assertThat(report.summary().pruned()).isEqualTo(3);
        assertThat(bench.events(BackupEvent.Pruned.class))
                .extracting(BackupEvent.Pruned::result)
                .containsOnly(PruneResult.PLANNED);
        assertThat(here(OLD)).isTrue();
    }

    private PruneReport prune(Goal goal) throws InterruptedException {
        return prune(new PruneOptions(goal, 1, VerifyLevel.HEAD, SyncOptions.Mode.APPLY, 4));
    }

    private PruneReport prune(PruneOptions options) throws InterruptedException {
        bench.events().clear();
        try (BackupEngine engine = bench.engine()) {
            return engine.prune(options, bench.events()::add).await();
        }
    }

    private boolean here(String path) {
        return Files.exists(bench.source().resolve(path));
    }

    private PruneResult resultOf(String path) {
        return bench.events(BackupEvent.Pruned.class).stream()
                .filter(event -> event.path().equals(path))
                .map(BackupEvent.Pruned::result)
                .findFirst()
                .orElseThrow();
    }
}
