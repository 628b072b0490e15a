package io.cammanager.backup.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.CameraStatus.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RemoteStatus;
import io.cammanager.backup.core.RemoteStatus.Answer;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.RunRecord.Kind;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.lock.LocalLock;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a backup stands, before, between and while it runs. */
final class StatusTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant HOUR_AGO = NOW.minus(Duration.ofHours(1));
    private static final Instant DAYS_AGO = NOW.minus(Duration.ofDays(3));
    private static final Instant YEAR_AGO = NOW.minus(Duration.ofDays(365));

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");

    @TempDir
    private Path directory;

    private Path source;
    private Path state;

    @Nullable private Duration retention;

    @BeforeEach
    void setUp() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        state = directory.resolve("state");
    }

    @Test
    void beforeTheFirstRunEverythingIsPendingAndNothingIsMade() throws IOException {
        write("north/a.mp4", "one", HOUR_AGO);
        write("north/b.mp4", "three", DAYS_AGO);
        write("north/c.tmp", "left out", YEAR_AGO);

        BackupStatus status = status();

        assertThat(status.runs()).isEmpty();
        assertThat(status.at()).isEqualTo(NOW);
        assertThat(status.cameras())
                .containsExactly(new CameraStatus(
                        "north",
                        new Amount(2, 8),
                        Amount.NONE,
                        new Amount(2, 8),
                        DAYS_AGO,
                        HOUR_AGO,
                        null,
                        new Coverage(1, 0),
                        new Coverage(2, 0)));
        assertThat(Objects.requireNonNull(status.disk()).totalBytes()).isPositive();
        assertThat(state).doesNotExist();
    }

    @Test
    void afterASyncEverythingIsConfirmed() throws Exception {
        write("north/a.mp4", "one", HOUR_AGO);
        write("north/deep/b.mp4", "three", DAYS_AGO);
        write("north!.mp4", "x", YEAR_AGO);
        write("south/c.mp4", "yy", YEAR_AGO);

        SyncReport report = sync();
        BackupStatus status = status();

        assertThat(status.cameras())
                .containsExactly(
                        confirmed("", new Amount(1, 1), YEAR_AGO, 0, 0),
                        confirmed("north", new Amount(2, 8), HOUR_AGO, 1, 2),
                        confirmed("south", new Amount(1, 2), YEAR_AGO, 0, 0));
        assertThat(status.oldestPending()).isEmpty();
        assertThat(status.runs())
                .containsExactly(new RunRecord(
                        report.runId(),
                        Kind.SYNC,
                        NOW,
                        NOW,
                        ExitCode.OK,
                        null,
                        report.summary().counts()));
        assertThat(status.runs().get(0).count("uploaded")).isEqualTo(4);
    }

    private static CameraStatus confirmed(String camera, Amount amount, Instant last, long inDay, long inWeek) {
        return new CameraStatus(
                camera,
                amount,
                amount,
                Amount.NONE,
                null,
                last,
                NOW,
                new Coverage(inDay, inDay),
                new Coverage(inWeek, inWeek));
    }

    @Test
    void whatIsGoneHereStillCountsAsCovered() throws Exception {
        write("north/a.mp4", "one", HOUR_AGO);
        write("north/b.mp4", "three", DAYS_AGO);
        write("south/c.mp4", "gone camera", HOUR_AGO);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        Files.delete(source.resolve("north/a.mp4"));
        Files.delete(source.resolve("south/c.mp4"));
        Files.delete(source.resolve("south"));

        List<CameraStatus> cameras = status().cameras();

        assertThat(cameras).extracting(CameraStatus::camera).containsExactly("north", "south");
        assertThat(cameras.get(0).local()).isEqualTo(new Amount(1, 5));
        assertThat(cameras.get(0).lastRecording()).isEqualTo(HOUR_AGO);
        assertThat(cameras.get(0).lastDay()).isEqualTo(new Coverage(1, 1));
        assertThat(cameras.get(0).lastWeek()).isEqualTo(new Coverage(2, 2));
        assertThat(cameras.get(1).local()).isEqualTo(Amount.NONE);
        assertThat(cameras.get(1).lastWeek()).isEqualTo(new Coverage(1, 1));
    }

    @Test
    void aFileThatHasChangedSinceIsPendingAgain() throws Exception {
        write("north/a.mp4", "one", DAYS_AGO);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        write("north/a.mp4", "longer", HOUR_AGO);

        CameraStatus north = status().cameras().get(0);

        assertThat(north.confirmed()).isEqualTo(Amount.NONE);
        assertThat(north.pending()).isEqualTo(new Amount(1, 6));
        assertThat(north.oldestPending()).isEqualTo(HOUR_AGO);
        assertThat(north.lastBackup()).isEqualTo(NOW);
        assertThat(north.lastDay()).isEqualTo(new Coverage(1, 0));
    }

    @Test
    void aTimeInTheFutureDoesNotHideThatACameraIsSilent() throws Exception {
        write("north/a.mp4", "one", DAYS_AGO);
        write("north/b.mp4", "two", NOW.plus(Duration.ofDays(9)));

        CameraStatus north = status().cameras().get(0);

        assertThat(north.lastRecording()).isEqualTo(DAYS_AGO);
        assertThat(north.lastDay()).isEqualTo(new Coverage(0, 0));
        assertThat(north.pending()).isEqualTo(new Amount(2, 6));
    }

    @Test
    void whatIsTooOldIsNotMissed() throws Exception {
        retention = Duration.ofDays(30);
        write("north/2026-02-28_10-00-00.mp4", "one", DAYS_AGO);
        write("north/2025-02-28_10-00-00.mp4", "three", YEAR_AGO);
        write("south/2025-02-28_10-00-00.mp4", "silent", YEAR_AGO);

        List<CameraStatus> cameras = status().cameras();

        assertThat(cameras.get(0).local()).isEqualTo(new Amount(1, 3));
        assertThat(cameras.get(0).oldestPending()).isEqualTo(DAYS_AGO);
        assertThat(cameras.get(1).local()).isEqualTo(Amount.NONE);
        assertThat(cameras.get(1).lastRecording()).isEqualTo(YEAR_AGO);
    }

    @Test
    void anEmptySourceHasNoCameras() {
        BackupStatus status = status();

        assertThat(status.cameras()).isEmpty();
        assertThat(status.runs()).isEmpty();
        assertThat(status.local()).isEqualTo(Amount.NONE);
    }

    @Test
    void aMissingSourceIsOneSentence() throws IOException {
        Files.delete(source);

        BackupException refusal = catchThrowableOfType(BackupException.class, this::status);

        assertThat(refusal.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(refusal).hasMessageContaining(source.toString()).hasMessageNotContaining("\n");
    }

    @Test
    void aDamagedStateIsSaidToBe() throws Exception {
        write("north/a.mp4", "one", HOUR_AGO);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        Files.writeString(catalog(), "rubbish ".repeat(2000), UTF_8);

        BackupException refusal = catchThrowableOfType(BackupException.class, this::status);

        assertThat(refusal.exitCode()).isEqualTo(ExitCode.LOCAL_STATE);
        assertThat(refusal).hasMessageContaining("catalog.db");
    }

    @Test
    void aStateThatCannotBeLookedAtIsNotTakenForNone() throws IOException {
        Files.writeString(state, "a file", UTF_8);

        BackupException refusal = catchThrowableOfType(BackupException.class, this::status);

        assertThat(refusal.exitCode()).isEqualTo(ExitCode.LOCAL_STATE);
        assertThat(refusal).hasMessageContaining(state.toString()).hasMessageContaining("STATE_DIR");
    }

    @Test
    void itCanBeAskedWhileASyncIsUnderWay() throws Exception {
        for (int i = 0; i < 50; i++) {
            write("north/" + i + ".mp4", "recording " + i, HOUR_AGO);
        }
        List<BackupStatus> looks = new ArrayList<>();

        try (BackupEngine engine = engine()) {
            BackupListener looking = event -> {
                if (event instanceof BackupEvent.Finished || event instanceof BackupEvent.PlanReady) {
                    BackupStatus look = engine.status();
                    synchronized (looks) {
                        looks.add(look);
                    }
                }
            };
            assertThat(engine.sync(SyncOptions.defaults(), looking).await().exitCode())
                    .isEqualTo(ExitCode.OK);
        }

        assertThat(looks).hasSize(51).allMatch(look -> look.local().files() == 50);
        assertThat(looks.get(0).confirmed()).isEqualTo(Amount.NONE);
        assertThat(looks).anyMatch(look -> look.confirmed().files() > 0);
        assertThat(status().confirmed().files()).isEqualTo(50);
    }

    @Test
    void runsThatEndEarlyAreRemembered() throws Exception {
        write("north/a.mp4", "one", HOUR_AGO);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        memory.removeBucket();

        SyncReport stopped = sync();
        VerifyReport failed = verify();
        BackupStatus status = status();

        assertThat(status.runs()).extracting(RunRecord::kind).containsExactly(Kind.VERIFY, Kind.SYNC, Kind.SYNC);
        assertThat(status.last(Kind.SYNC).orElseThrow().exitCode()).isEqualTo(ExitCode.BUCKET_MISSING);
        assertThat(status.last(Kind.SYNC).orElseThrow().problem())
                .isEqualTo(Objects.requireNonNull(stopped.problem()).message());
        assertThat(status.lastSuccess(Kind.SYNC).orElseThrow().count("uploaded"))
                .isEqualTo(1);
        assertThat(status.last(Kind.VERIFY).orElseThrow().exitCode()).isEqualTo(failed.exitCode());
        assertThat(status.lastSuccess(Kind.VERIFY)).isEmpty();
    }

    @Test
    void aDryRunAndARunThatFoundTheLockHeldAreNot() throws Exception {
        write("north/a.mp4", "one", HOUR_AGO);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(sync(SyncOptions.builder().mode(Mode.DRY_RUN).build()).exitCode())
                .isEqualTo(ExitCode.OK);
        try (LocalLock held = LocalLock.acquire(Objects.requireNonNull(catalog().getParent()), "someone else")) {
            assertThat(sync().exitCode()).as("%s", held).isEqualTo(ExitCode.LOCKED);
        }

        assertThat(status().runs()).hasSize(1);
    }

    @Test
    void aVerifyThatCannotLeaveItsRecordSucceedsAllTheSame() throws Exception {
        write("north/a.mp4", "one", HOUR_AGO);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        assertThat(verify().exitCode()).isEqualTo(ExitCode.OK);
        try (Stream<Path> files = Files.walk(state)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void theListingTellsWhatIsInTheBucket() throws Exception {
        write("north/a.mp4", "one", HOUR_AGO);
        write("top.mp4", "three", HOUR_AGO);
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);

        RemoteStatus there = remote();
        memory.removeBucket();
        RemoteStatus gone = remote();

        assertThat(there.cameras()).isEqualTo(Map.of("", new Amount(1, 5), "north", new Amount(1, 3)));
        assertThat(there.total()).isEqualTo(new Amount(2, 8));
        assertThat(List.of(there.reachable(), there.bucketExists())).containsOnly(Answer.YES);
        assertThat(gone.cameras()).isEmpty();
        assertThat(gone.reachable()).isEqualTo(Answer.YES);
        assertThat(gone.bucketExists()).isEqualTo(Answer.NO);
        assertThat(Objects.requireNonNull(gone.problem()).exitCode()).isEqualTo(ExitCode.BUCKET_MISSING);
        assertThat(memory.open(Checksums.SUPPORTED).bucketExists()).isFalse();
    }

    private RemoteStatus remote() {
        try (BackupEngine engine = engine()) {
            return RemoteStatus.ask(engine);
        }
    }

    private BackupStatus status() {
        try (BackupEngine engine = engine()) {
            return engine.status();
        }
    }

    private SyncReport sync() throws InterruptedException {
        return sync(SyncOptions.defaults());
    }

    private SyncReport sync(SyncOptions options) throws InterruptedException {
        try (BackupEngine engine = engine()) {
            return engine.sync(options, event -> {}).await();
        }
    }

    private VerifyReport verify() throws InterruptedException {
        try (BackupEngine engine = engine()) {
            return engine.verify(new VerifyOptions(VerifyLevel.LIST, Selection.ALL, 4), event -> {})
                    .await();
        }
    }

    private BackupEngine engine() {
        return BackupEngineBuilder.create()
                .source(source)
                .stateDirectory(state)
                .store(memory, "site/")
                .retention(retention)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .sleeper(duration -> {})
                .random(new Random(1))
                .build();
    }

    private Path catalog() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.endsWith("catalog.db")).findFirst().orElseThrow();
        }
    }

    private void write(String path, String text, Instant mtime) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text, UTF_8);
        Path unused = Files.setLastModifiedTime(file, FileTime.from(mtime));
    }
}
