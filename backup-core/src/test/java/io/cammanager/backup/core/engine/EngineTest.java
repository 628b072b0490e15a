package io.cammanager.backup.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine as its users have it: over a bucket in memory and real directories. */
final class EngineTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PREFIX = "site/";
    private static final String MANIFEST = PREFIX + ".cammanager/manifest/";
    private static final int CONTROL_REQUESTS = 6;

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final SteppingClock clock = new SteppingClock(START);
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private Path source;
    private Path state;

    @BeforeEach
    void setUp() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        state = directory.resolve("state");
    }

    @Test
    void aSecondSyncFindsNothingToDoAndAsksLittle() throws Exception {
        fill(3, 20);

        SyncReport first = sync();
        SyncReport second = sync();

        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(first.summary().uploaded()).isEqualTo(60);
        assertThat(first.summary().bytesUploaded()).isEqualTo(first.summary().bytesTotal());
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.summary().scanned()).isEqualTo(60);
        assertThat(second.summary().unchanged()).isEqualTo(60);
        assertThat(second.summary().uploaded()).isZero();
        assertThat(second.summary().requests()).isLessThanOrEqualTo(3 + CONTROL_REQUESTS);
    }

    @ParameterizedTest
    @EnumSource(
            value = VerifyScope.class,
            names = {"LIST", "HEAD", "DATA"})
    void aSyncThatVerifiesEverythingFindsThatTheManifestIsGoneAndTheNextOneFindsItMade(VerifyScope scope)
            throws Exception {
        SyncOptions verifying = SyncOptions.builder().verify(scope).build();
        fill(1, 3);
        assertThat(sync(verifying).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(sync(verifying).exitCode()).isEqualTo(ExitCode.OK);
        loseManifest();

        SyncReport found = sync(verifying);

        assertThat(found.exitCode()).as("%s", found).isEqualTo(ExitCode.MISMATCH);
        assertThat(found.summary().verified()).isEqualTo(3);
        write("camera0/2026-02-28_11-00-00.mp4", "one more");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(sync(verifying).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anObjectLiesAtThePathOfItsFileBelowThePrefix() throws Exception {
        write("north/a.mp4", "one");
        write("top.mp4", "two");

        assertThat(sync().summary().uploaded()).isEqualTo(2);

        assertThat(keys()).containsExactly("site/north/a.mp4", "site/top.mp4");
    }

    @Test
    void aLostStateIsRebuiltFromTheBucket() throws Exception {
        fill(2, 10);
        assertThat(sync().summary().uploaded()).isEqualTo(20);
        deleteTree(state);
        loseManifest();

        SyncReport again = sync();

        assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(again.summary().uploaded()).isZero();
        assertThat(again.summary().unchanged()).isEqualTo(20);
        assertThat(outcomes(Reason.ADOPTED)).hasSize(20);
        assertThat(sync().summary().requests()).isLessThanOrEqualTo(2 + CONTROL_REQUESTS);
    }

    @Test
    void anEmptySourceIsFineBeforeTheFirstConfirmedFileAndASafetyStopAfter() throws Exception {
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        write("north/a.mp4", "one");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        Files.delete(source.resolve("north/a.mp4"));

        SyncReport stopped = sync();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(problem(stopped)).contains("is empty");
        assertThat(keys()).containsExactly("site/north/a.mp4");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aMissingSourceIsASafetyStop(Mode mode) throws Exception {
        Files.delete(source);

        SyncReport stopped = sync(SyncOptions.builder().mode(mode).build());

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(problem(stopped)).contains(source.toString());
        assertThat(state).doesNotExist();
    }

    @Test
    void aSourceThatIsAFileIsAMistakeOfUse() throws Exception {
        Files.delete(source);
        Files.writeString(source, "a file");

        SyncReport stopped = sync();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(state).doesNotExist();
    }

    @Test
    void aBucketThatVanishedIsNotMadeAnew() throws Exception {
        write("north/a.mp4", "one");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        memory.removeBucket();

        SyncReport stopped = sync();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.BUCKET_MISSING);
        assertThat(problem(stopped)).contains("recordings");
        assertThat(store().bucketExists()).isFalse();
    }

    @Test
    void aDryRunSaysWhatASyncWouldDoAndWritesNothing() throws Exception {
        write("north/a.mp4", "one");
        write("north/b.tmp", "two");

        SyncReport dry = sync(SyncOptions.builder().mode(Mode.DRY_RUN).build());

        assertThat(dry.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(dry.summary().uploaded()).isEqualTo(1);
        assertThat(dry.summary().excluded()).isEqualTo(1);
        assertThat(state).doesNotExist();
        assertThat(store().bucketExists()).isFalse();
        assertThat(events).contains(new BackupEvent.Planned("north/a.mp4", 3, Outcome.UPLOADED, Reason.NEW));
    }

    @Test
    void aDryRunAgreesWithTheSyncAfterIt() throws Exception {
        fill(2, 5);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        write("north/new.mp4", "new");
        write("north/.DS_Store", "x");
        clockedWrite("north/fresh.mp4", "x", START);

        SyncSummary dry = sync(SyncOptions.builder().mode(Mode.DRY_RUN).build()).summary();
        SyncSummary real = sync().summary();

        assertThat(List.of(dry.scanned(), dry.uploaded(), dry.unchanged(), dry.excluded(), dry.deferred()))
                .isEqualTo(
                        List.of(real.scanned(), real.uploaded(), real.unchanged(), real.excluded(), real.deferred()));
        assertThat(real.deferred()).isEqualTo(1);
    }

    @Test
    void aStoreThatSortsOtherwiseIsUnderstood() throws Exception {
        for (String name : List.of("\uff0e", "\ud83d\ude00", "\ue000", "a", "\ud83d\ude01", "z")) {
            write("north/" + name + ".mp4", "x");
        }
        StoreProvider utf16 = new Wrapped(memory, Utf16Store::new);

        assertThat(sync(utf16, SyncOptions.defaults()).summary().uploaded()).isEqualTo(6);
        SyncReport second = sync(utf16, SyncOptions.defaults());

        assertThat(second.summary().unchanged()).isEqualTo(6);
        assertThat(second.summary().uploaded()).isZero();
        assertThat(second.summary().requests()).isLessThanOrEqualTo(3 + CONTROL_REQUESTS);
    }

    @Test
    void aFileThatIsStillWrittenIsDeferredAndTakenOnceItHasSettled() throws Exception {
        clockedWrite("north/a.mp4", "half", START.minusSeconds(5));

        SyncReport first = sync();
        clockedWrite("north/a.mp4", "half and the rest", START.plusSeconds(2));
        clock.advance(Duration.ofSeconds(30));
        SyncReport second = sync();
        clock.advance(Duration.ofSeconds(40));
        SyncReport third = sync();

        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(first.summary().deferred()).isEqualTo(1);
        assertThat(second.summary().deferred()).isEqualTo(1);
        assertThat(third.summary().uploaded()).isEqualTo(1);
        assertThat(read("site/north/a.mp4")).isEqualTo("half and the rest");
    }

    @Test
    void aFileFromTheFutureIsTakenAfterTwoEqualLooks() throws Exception {
        clockedWrite("north/a.mp4", "x", START.plus(Duration.ofDays(30)));

        assertThat(sync().summary().deferred()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(59));
        assertThat(sync().summary().deferred()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sync().summary().uploaded()).isEqualTo(1);
    }

    @Test
    void aDeferredFileThatIsGoneIsReportedOnce() throws Exception {
        write("north/kept.mp4", "x");
        clockedWrite("north/a.mp4", "half", START);
        assertThat(sync().summary().deferred()).isEqualTo(1);
        Files.delete(source.resolve("north/a.mp4"));

        SyncReport second = sync();
        SyncReport third = sync();

        assertThat(second.summary().vanished()).isEqualTo(1);
        assertThat(second.summary().scanned()).isEqualTo(2);
        assertThat(second.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(third.summary().vanished()).isZero();
        assertThat(third.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aConfirmedFileThatIsGoneIsNoNews() throws Exception {
        fill(1, 2);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        try (Stream<Path> files = Files.list(source.resolve("camera0"))) {
            Files.delete(files.findFirst().orElseThrow());
        }

        SyncReport second = sync();

        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.summary().scanned()).isEqualTo(1);
        assertThat(keys()).hasSize(2);
    }

    @Test
    void aFileThatChangedAfterItsConfirmationTakesThePlaceOfTheObjectWhichIsKept() throws Exception {
        write("north/a.mp4", "one");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        clockedWrite("north/a.mp4", "ONE", START.minus(Duration.ofHours(20)));
        clock.advance(Duration.ofDays(3650)); // the change time is that of the real clock

        SyncReport second = sync();

        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.summary().replaced()).isEqualTo(1);
        assertThat(second.summary().uploaded()).isEqualTo(1);
        assertThat(read("site/north/a.mp4")).isEqualTo("ONE");
        assertThat(read("site/.cammanager/replaced/" + second.runId() + "/north/a.mp4"))
                .isEqualTo("one");
        assertThat(sync().summary().unchanged()).isEqualTo(1);
    }

    @Test
    void aConfirmedFileThatWentBackInTimeIsNotDeferredForEver() throws Exception {
        write("north/a.mp4", "one");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        clockedWrite("north/a.mp4", "one", START.minus(Duration.ofDays(300)));
        clock.advance(Duration.ofDays(3650));

        SyncReport second = sync();

        assertThat(second.summary().unchanged()).isEqualTo(1);
        assertThat(outcomes(Reason.SAME_CONTENT)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"north/a.mp4", "a.mp4"})
    void whatTheBucketLostIsSentAgain(String path) throws Exception {
        write(path, "one");
        write("other.mp4", "two");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        store().delete(new ObjectKey(PREFIX + path));

        SyncReport second = sync();

        assertThat(second.summary().uploaded()).isEqualTo(1);
        assertThat(read(PREFIX + path)).isEqualTo("one");
    }

    @Test
    void aKeyThatIsTooLongOnlyWithItsPrefixIsNotSent() throws Exception {
        String name = "n".repeat(250);
        String fits = String.join("/", name, name, name, name, "f".repeat(1024 - 5 - 4 * 251));
        write(fits, "x");
        write(fits + "f", "x");

        SyncReport report = sync();

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(outcomes(Reason.KEY_TOO_LONG)).containsExactly(fits + "f");
        assertThat(keys()).containsExactly(PREFIX + fits);
    }

    @Test
    void expiredRecordingsAreLeftOut() throws Exception {
        write("north/2026-01-01_00-00-00.mp4", "x");
        write("north/2026-02-28_00-00-00.mp4", "x");

        SyncReport report =
                sync(SyncOptions.builder().retention(Duration.ofDays(30)).build());

        assertThat(report.summary().excluded()).isEqualTo(1);
        assertThat(keys()).containsExactly("site/north/2026-02-28_00-00-00.mp4");
    }

    @Test
    void aCancelledSyncSaysWhatIsLeftAndTheNextOneCarriesOn() throws Exception {
        fill(2, 50);
        CountDownLatch some = new CountDownLatch(5);
        try (BackupEngine engine = engine(memory)) {
            Run<SyncReport> run = engine.sync(SyncOptions.builder().transfers(1).build(), event -> {
                events.add(event);
                if (event instanceof BackupEvent.Finished) {
                    some.countDown();
                    pause();
                }
            });
            assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
            run.cancel(ExitCode.TERMINATED);
            run.cancel(ExitCode.INTERRUPTED);

            SyncReport report = run.await();

            assertThat(report.exitCode()).isEqualTo(ExitCode.TERMINATED);
            assertThat(report.summary().scanned()).isEqualTo(100);
            assertThat(report.summary().failed()).isBetween(1L, 95L);
            assertThat(problem(report)).contains(report.summary().failed() + " left");
            assertThat(report.summary().uploaded()).isEqualTo(keys().size());

            SyncReport next = engine.sync(SyncOptions.defaults(), event -> {}).await();
            assertThat(next.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(next.summary().uploaded()).isEqualTo(report.summary().failed());
        }
    }

    @Test
    void aSyncStoppedGentlyFinishesWhatItIsSendingAndBeginsNothingNew() throws Exception {
        fill(1, 20);
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (BackupEngine engine = engine(memory)) {
            Run<SyncReport> run = engine.sync(SyncOptions.builder().transfers(1).build(), event -> {
                if (event instanceof BackupEvent.TransferStarted) {
                    sending.countDown();
                    awaitOrFail(stopped);
                }
            });
            sending.await();
            run.stop(ExitCode.TERMINATED);
            stopped.countDown();

            SyncReport report = run.await();

            assertThat(report.exitCode()).isEqualTo(ExitCode.TERMINATED);
            assertThat(report.summary().uploaded()).isEqualTo(1);
            assertThat(problem(report)).isEqualTo("interrupted, 19 left");
        }
    }

    @Test
    void aGentleStopCanBeFollowedByAnAbruptOne() throws Exception {
        fill(1, 3);
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (BackupEngine engine = engine(memory)) {
            Run<SyncReport> run = engine.sync(SyncOptions.builder().transfers(1).build(), event -> {
                if (event instanceof BackupEvent.TransferStarted) {
                    sending.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
            sending.await();
            run.stop(ExitCode.TERMINATED);
            run.cancel(ExitCode.INTERRUPTED);

            SyncReport report = run.await();

            assertThat(report.exitCode()).isEqualTo(ExitCode.TERMINATED);
            assertThat(report.summary().scanned()).isEqualTo(3);
        }
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("a gentle stop interrupts nothing", e);
        }
    }

    @Test
    void closingTheEngineEndsWhatRuns() throws Exception {
        fill(1, 50);
        CountDownLatch begun = new CountDownLatch(1);
        Run<SyncReport> run;
        try (BackupEngine engine = engine(memory)) {
            run = engine.sync(SyncOptions.builder().transfers(1).build(), event -> {
                if (event instanceof BackupEvent.Finished) {
                    begun.countDown();
                    pause();
                }
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(run.completion()).isDone();
        assertThat(run.await().exitCode()).isEqualTo(ExitCode.TERMINATED);
    }

    @Test
    void aSecondSyncAtTheSameTimeIsRefusedAndNamesTheFirst() throws Exception {
        write("north/a.mp4", "one");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (BackupEngine engine = engine(memory);
                BackupEngine other = engine(memory)) {
            Run<SyncReport> first = engine.sync(SyncOptions.defaults(), event -> {
                if (event instanceof BackupEvent.RunStarted) {
                    begun.countDown();
                    await(release);
                }
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            SyncReport second = other.sync(SyncOptions.defaults(), event -> {}).await();
            release.countDown();

            assertThat(second.exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(problem(second))
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(first.await().exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void aListenerThatThrowsHarmsNothing() throws Exception {
        fill(1, 3);
        try (BackupEngine engine = engine(memory)) {
            SyncReport report = engine.sync(SyncOptions.defaults(), event -> {
                        throw new IllegalStateException("a bad listener");
                    })
                    .await();

            assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(report.summary().uploaded()).isEqualTo(3);
        }
    }

    @Test
    void verifyingFindsWhatIsMissingAndWhatIsOther() throws Exception {
        fill(1, 5);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        for (VerifyLevel level : List.of(VerifyLevel.LIST, VerifyLevel.HEAD, VerifyLevel.DATA)) {
            VerifyReport sound = verify(level);
            assertThat(sound.exitCode()).as(level.name()).isEqualTo(ExitCode.OK);
            assertThat(sound.summary().verified()).as(level.name()).isEqualTo(5);
        }
        List<String> keys = keys();
        store().delete(new ObjectKey(keys.get(0)));
        replace(keys.get(1), "other bytes altogether");
        replace(PREFIX + "stranger.mp4", "x");

        for (VerifyLevel level : List.of(VerifyLevel.LIST, VerifyLevel.HEAD, VerifyLevel.DATA)) {
            VerifyReport report = verify(level);

            assertThat(report.exitCode()).as(level.name()).isEqualTo(ExitCode.MISMATCH);
            assertThat(report.summary().missing()).as(level.name()).isEqualTo(1);
            assertThat(report.summary().differing()).as(level.name()).isEqualTo(1);
            assertThat(report.summary().unknown()).as(level.name()).isEqualTo(1);
            assertThat(report.summary().verified() + report.summary().unproven())
                    .as(level.name())
                    .isEqualTo(level == VerifyLevel.DATA ? 4 : 3);
        }
    }

    @Test
    void onlyReadingTheBytesFindsBytesThatRotted() throws Exception {
        write("north/a.mp4", "one");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        StoreProvider rotten = new Wrapped(memory, RottenStore::new);

        assertThat(verify(rotten, VerifyLevel.LIST).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(verify(rotten, VerifyLevel.HEAD).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(verify(rotten, VerifyLevel.DATA).exitCode()).isEqualTo(ExitCode.MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(VerifyScope.class)
    void aSyncVerifiesAsFarAsItIsAsked(VerifyScope scope) throws Exception {
        fill(1, 4);

        SyncReport first = sync(SyncOptions.builder().verify(scope).build());
        SyncReport second = sync(SyncOptions.builder().verify(scope).build());

        long expected = scope == VerifyScope.NONE ? 0 : 4;
        assertThat(first.summary().verified()).isEqualTo(expected);
        assertThat(second.summary().verified()).isEqualTo(expected);
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void verifyingAVanishedBucketSaysSo() throws Exception {
        write("north/a.mp4", "one");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        memory.removeBucket();

        assertThat(verify(VerifyLevel.LIST).exitCode()).isEqualTo(ExitCode.BUCKET_MISSING);
    }

    @Test
    void aRestoreBringsEveryByteBack() throws Exception {
        fill(2, 10);
        write("north/caf\u00e9 + % # ?\n.mp4", "odd");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        Path target = directory.resolve("target");

        RestoreReport first = restore(target, Selection.ALL, Existing.KEEP);
        RestoreReport second = restore(target, Selection.ALL, Existing.KEEP);

        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(first.summary().restored()).isEqualTo(21);
        assertThat(second.summary().unchanged()).isEqualTo(21);
        assertThat(tree(target)).isEqualTo(tree(source));
    }

    @Test
    void aRestoreKeepsADifferentFileUnlessToldOtherwise() throws Exception {
        write("north/a.mp4", "one");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        Path target = directory.resolve("target");
        Files.createDirectories(target.resolve("north"));
        Path mine = Files.writeString(target.resolve("north/a.mp4"), "mine");

        RestoreReport kept = restore(target, Selection.ALL, Existing.KEEP);
        assertThat(kept.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(kept.summary().conflicts()).isEqualTo(1);
        assertThat(mine).hasContent("mine");

        assertThat(restore(target, Selection.ALL, Existing.OVERWRITE).summary().restored())
                .isEqualTo(1);
        assertThat(mine).hasContent("one");
    }

    @Test
    void aRestoreTakesOnlyWhatIsSelected() throws Exception {
        write("north/2026-02-28_10-00-00.mp4", "a");
        write("north/2026-02-28_11-00-00.mp4", "b");
        write("south/2026-02-28_10-00-00.mp4", "c");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        Selection selection = new Selection(Set.of("north"), LocalDateTime.parse("2026-02-28T10:30:00"), null);
        Path target = directory.resolve("target");

        assertThat(restore(target, selection, Existing.KEEP).summary().selected())
                .isEqualTo(1);

        assertThat(tree(target)).containsOnlyKeys("north/2026-02-28_11-00-00.mp4");
    }

    @Test
    void listsWhatIsThereAndHidesWhatIsOurOwn() throws Exception {
        write("north/a.mp4", "one");
        write("south/b.mp4", "two");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        replace(PREFIX + ".cammanager/lease", "x");
        List<RemoteRecording> all = new ArrayList<>();
        List<RemoteRecording> north = new ArrayList<>();

        try (BackupEngine engine = engine(memory)) {
            engine.list(Selection.ALL, all::add);
            engine.list(new Selection(Set.of("north"), null, null), north::add);
        }

        assertThat(all).extracting(RemoteRecording::path).containsExactly("north/a.mp4", "south/b.mp4");
        assertThat(north).extracting(RemoteRecording::path).containsExactly("north/a.mp4");
    }

    @Test
    void aDamagedCatalogIsRebuiltAndSaidSo() throws Exception {
        fill(1, 5);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        Path catalog;
        try (Stream<Path> files = Files.walk(state)) {
            catalog = files.filter(file -> file.endsWith("catalog.db"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(catalog, "rubbish ".repeat(2000), UTF_8);

        SyncReport second = sync();

        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.summary().unchanged()).isEqualTo(5);
        assertThat(events)
                .anyMatch(event -> event instanceof BackupEvent.Warning warning
                        && warning.message().contains("set aside"));
    }

    private SyncReport sync() throws InterruptedException {
        return sync(SyncOptions.defaults());
    }

    private SyncReport sync(SyncOptions options) throws InterruptedException {
        return sync(memory, options);
    }

    private SyncReport sync(StoreProvider provider, SyncOptions options) throws InterruptedException {
        try (BackupEngine engine = engine(provider)) {
            return engine.sync(options, events::add).await();
        }
    }

    private VerifyReport verify(VerifyLevel level) throws InterruptedException {
        return verify(memory, level);
    }

    private VerifyReport verify(StoreProvider provider, VerifyLevel level) throws InterruptedException {
        try (BackupEngine engine = engine(provider)) {
            return engine.verify(new VerifyOptions(level, Selection.ALL, 4), events::add)
                    .await();
        }
    }

    private RestoreReport restore(Path target, Selection selection, Existing existing) throws InterruptedException {
        try (BackupEngine engine = engine(memory)) {
            return engine.restore(new RestoreOptions(target, selection, existing, 4), events::add)
                    .await();
        }
    }

    private BackupEngine engine(StoreProvider provider) {
        return BackupEngineBuilder.create()
                .source(source)
                .stateDirectory(state)
                .store(provider, PREFIX)
                .clock(clock)
                .sleeper(duration -> {})
                .random(new Random(1))
                .build();
    }

    private ObjectStore store() {
        return memory.open(Checksums.SUPPORTED);
    }

    private List<String> keys() {
        return store().list(ListRequest.all("")).objects().stream()
                .map(object -> object.key().value())
                .filter(key -> !key.startsWith(PREFIX + ".cammanager/lease/") && !key.startsWith(MANIFEST))
                .toList();
    }

    private void loseManifest() {
        store().list(ListRequest.all(MANIFEST)).objects().forEach(object -> store().delete(object.key()));
    }

    private String read(String key) throws IOException {
        try (var content = store().get(new ObjectKey(key))) {
            return new String(content.stream().readAllBytes(), UTF_8);
        }
    }

    private void replace(String key, String text) {
        String unused = store().put(
                        new PutRequest(new ObjectKey(key), Map.of(), "video/mp4", Condition.ALWAYS),
                        new TextBody(text));
    }

    private List<String> outcomes(Reason reason) {
        return events.stream()
                .filter(BackupEvent.Finished.class::isInstance)
                .map(BackupEvent.Finished.class::cast)
                .filter(event -> event.reason() == reason)
                .map(BackupEvent.Finished::path)
                .toList();
    }

    private static String problem(SyncReport report) {
        Problem problem = report.problem();
        return problem == null ? "no problem" : problem.message();
    }

    private void fill(int cameras, int files) throws IOException {
        for (int camera = 0; camera < cameras; camera++) {
            for (int file = 0; file < files; file++) {
                write(String.format("camera%d/2026-02-28_10-%02d-00.mp4", camera, file), "recording " + camera + file);
            }
        }
    }

    private void write(String path, String text) throws IOException {
        clockedWrite(path, text, START.minus(Duration.ofDays(1)));
    }

    private void clockedWrite(String path, String text, Instant mtime) throws IOException {
        Path file = source.resolve(path);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text, UTF_8);
        Path unused = Files.setLastModifiedTime(file, FileTime.from(mtime));
    }

    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(
                        root.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + Files.readString(file, UTF_8));
            }
        }
        return tree;
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean unused = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens another's bucket through a layer. */
    private static final class Wrapped extends ForwardingStoreProvider {
        private final UnaryOperator<ObjectStore> layer;

        Wrapped(StoreProvider provider, UnaryOperator<ObjectStore> layer) {
            super(provider);
            this.layer = layer;
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return layer.apply(super.open(checksums));
        }
    }

    /** Lists in the order of UTF-16, as some stores do. */
    private static final class Utf16Store extends ForwardingObjectStore {
        Utf16Store(ObjectStore inner) {
            super(inner);
        }

        @Override
        public ListPage list(ListRequest request) {
            String after = request.startAfter() == null ? "" : request.startAfter();
            ListPage page = super.list(new ListRequest(request.prefix(), null, null, request.depth()));
            List<ListedObject> objects = page.objects().stream()
                    .filter(object -> object.key().value().compareTo(after) > 0)
                    .sorted(Comparator.comparing(object -> object.key().value()))
                    .toList();
            return new ListPage(objects, page.prefixes(), null);
        }
    }

    /** Answers with other bytes than were stored, and as many. */
    private static final class RottenStore extends ForwardingObjectStore {
        RottenStore(ObjectStore inner) {
            super(inner);
        }

        @Override
        public ObjectContent get(ReadRequest request) {
            if (request.key().value().startsWith(MANIFEST)) {
                return super.get(request);
            }
            try (var content = super.get(request)) {
                byte[] bytes = content.stream().readAllBytes();
                bytes[0]++;
                return new ObjectContent(content.info(), new ByteArrayInputStream(bytes));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Tells the time that it was told. */
    private static final class SteppingClock extends Clock {
        private volatile Instant now;

        SteppingClock(Instant now) {
            this.now = now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private record TextBody(String text) implements Body {
        @Override
        public long length() {
            return text.length();
        }

        @Override
        public Digests digests() {
            return new Digests(Hashing.sha256().hashString(text, UTF_8), null);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        }
    }
}
