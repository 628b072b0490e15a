package io.cammanager.backup.daemon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.Uninterruptibles;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.daemon.FakeTime;
import io.cammanager.backup.daemon.LogLines;
import io.cammanager.backup.daemon.alert.AlertConfig.Channels;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.control.JobResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story, with a clock that is set and a notifier that remembers. */
class AlertsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private final List<Notification> sent = new CopyOnWriteArrayList<>();
    private final List<RunRecord> records = new ArrayList<>();
    private final List<CameraStatus> cameras = new ArrayList<>();
    private boolean away;
    private Disk disk = Statuses.ROOMY;
    private Alerts alerts;

    @TempDir
    private Path state;

    @BeforeEach
    void start() {
        restart();
        sync(ExitCode.OK);
    }

    private void restart() {
        Channel channel = new Channel("test", notification -> {
            if (away) {
                throw new IOException("away");
            }
            sent.add(notification);
        });
        AlertConfig config = Statuses.config(Channels.NONE, "en");
        AlertDesk desk = Alerts.desk(config, state, time, new Switchboard(List.of(channel), null));
        alerts = new Alerts(desk, time, MoreExecutors.newDirectExecutorService());
    }

    private void sync(ExitCode exitCode) {
        job(JobKind.SYNC, Mode.APPLY, exitCode);
    }

    private void job(JobKind kind, Mode mode, ExitCode exitCode) {
        Job job = new Job("j", new JobRequest(kind, Trigger.SCHEDULE, mode, VerifyScope.NONE), time.instant());
        alerts.jobStarted(job);
        Instant started = time.instant();
        time.pass(MINUTE);
        JobResult result = new JobResult(started, time.instant(), exitCode, null, Map.of());
        if (exitCode != ExitCode.LOCKED && mode == Mode.APPLY) {
            records.add(
                    0,
                    new RunRecord(
                            "r",
                            RunRecord.Kind.valueOf(kind.name()),
                            started,
                            time.instant(),
                            exitCode,
                            null,
                            Map.of()));
        }
        alerts.jobEnded(job, result);
        look();
    }

    private void look() {
        alerts.statusLooked(new BackupStatus(time.instant(), cameras, records, disk));
    }

    /** An hour with a sync at its start and looks every minute after it. */
    private void hours(int hours, ExitCode exitCode) {
        for (int hour = 0; hour < hours; hour++) {
            sync(exitCode);
            for (int minute = 1; minute < 60; minute++) {
                time.pass(MINUTE);
                look();
            }
        }
    }

    private List<String> told() {
        return sent.stream()
                .map(each -> each.event().code() + " " + each.kind())
                .toList();
    }

    @Test
    void aStoreThatIsDeadForHalfADayIsToldOnceAndItsRecoveryOnce() {
        hours(1, ExitCode.OK);

        hours(12, ExitCode.UNREACHABLE);
        assertThat(told()).containsExactly("alert no_success");

        hours(2, ExitCode.OK);
        assertThat(told()).containsExactly("alert no_success", "recovery no_success");
    }

    @Test
    void camerasWhoseFilesWaitForADeadStoreAreNotToldOneByOne() {
        Instant waiting = time.instant();
        IntStream.range(0, 150)
                .forEach(
                        i -> cameras.add(Statuses.camera("c" + i, time.instant().plus(HOUR), waiting)));

        hours(3, ExitCode.UNREACHABLE);

        assertThat(told()).containsExactly("alert no_success");
    }

    @Test
    void remindsOnceADay() {
        hours(51, ExitCode.UNREACHABLE);

        assertThat(told()).containsExactly("alert no_success", "reminder no_success", "reminder no_success");
        assertThat(Duration.between(sent.get(0).at(), sent.get(1).at())).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aRestartTellsNothingTwiceAndForgetsNothing() {
        hours(4, ExitCode.UNREACHABLE);
        restart();
        look();
        hours(4, ExitCode.UNREACHABLE);
        restart();
        look();
        assertThat(told()).containsExactly("alert no_success");

        hours(1, ExitCode.OK);
        assertThat(told()).containsExactly("alert no_success", "recovery no_success");
    }

    @Test
    void aRestartForgetsJobsWithoutARecordButDoesNotTakeThemForWell() {
        hours(4, ExitCode.LOCKED);
        assertThat(told()).containsExactly("alert locked");

        restart();
        hours(1, ExitCode.LOCKED);
        assertThat(told()).containsExactly("alert locked");

        hours(1, ExitCode.OK);
        assertThat(told()).containsExactly("alert locked", "recovery locked");
    }

    @Test
    void aRefusalIsToldAtOnceAndIsNotToldAgainAsItsConsequence() {
        sync(ExitCode.DENIED);
        assertThat(told()).containsExactly("alert denied");

        hours(5, ExitCode.DENIED);
        hours(1, ExitCode.OK);
        assertThat(told()).containsExactly("alert denied", "recovery denied");
    }

    @Test
    void whatComesAndGoesBetweenTwoLooksIsNotTold() {
        for (int i = 0; i < 10; i++) {
            disk = new Disk(1000, 50);
            time.pass(MINUTE);
            look();
            disk = Statuses.ROOMY;
            time.pass(MINUTE);
            look();
        }
        assertThat(told()).isEmpty();

        disk = new Disk(1000, 50);
        look();
        time.pass(MINUTE);
        look();
        assertThat(told()).containsExactly("alert disk_low");
        disk = Statuses.ROOMY;
        time.pass(MINUTE);
        look();
        disk = new Disk(1000, 50);
        time.pass(MINUTE);
        look();
        assertThat(told()).containsExactly("alert disk_low");
    }

    @Test
    void aCameraIsToldSilentThenRecordingAndAfterAWeekNoMore() {
        Instant last = time.instant();
        cameras.add(Statuses.camera("gate", last, null));
        cameras.add(Statuses.camera("yard", last, null));
        hours(3, ExitCode.OK);
        assertThat(told()).containsExactly("alert camera_silent");
        assertThat(sent.get(0).cameras()).containsExactly("gate", "yard");

        cameras.set(0, Statuses.camera("gate", time.instant(), null));
        time.pass(MINUTE);
        look();
        time.pass(MINUTE);
        look();
        assertThat(told()).containsExactly("alert camera_silent", "recovery camera_silent");
        assertThat(sent.get(1).cameras()).containsExactly("gate");

        cameras.remove(0);
        sent.clear();
        hours(24 * 7, ExitCode.OK);
        assertThat(told()).containsOnly("reminder camera_silent").hasSize(6);
    }

    @Test
    void whatNoChannelTookIsDueAgain() {
        away = true;
        sync(ExitCode.WRONG_PASSWORD);
        time.pass(MINUTE);
        look();
        assertThat(sent).isEmpty();

        away = false;
        time.pass(MINUTE);
        look();
        assertThat(told()).containsExactly("alert wrong_password");
    }

    @Test
    void pingsEachSyncAtItsStartAndItsEnd() throws IOException {
        try (Sink sink = new Sink()) {
            PingNotifier ping = new PingNotifier(
                    WebAddress.of("PING_URL", sink.url("/id")), new HttpSender(HttpSender.client(), new Tries(time)));
            AlertConfig config = Statuses.config(Channels.NONE, "en");
            AlertDesk desk = Alerts.desk(config, state, time, new Switchboard(List.of(), new Channel("ping", ping)));
            alerts = new Alerts(desk, time, MoreExecutors.newDirectExecutorService());

            sync(ExitCode.OK);
            sync(ExitCode.UNREACHABLE);
            job(JobKind.VERIFY, Mode.APPLY, ExitCode.OK);
            job(JobKind.SYNC, Mode.DRY_RUN, ExitCode.OK);

            assertThat(sink.taken)
                    .extracting(Sink.Taken::path)
                    .containsExactly("/id/start", "/id", "/id/start", "/id/5");
        }
    }

    @Test
    void runsGoOnWhileAnAlertIsHeldUp() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch sending = new CountDownLatch(1);
        Channel slow = new Channel("slow", notification -> {
            sending.countDown();
            Uninterruptibles.awaitUninterruptibly(held);
            sent.add(notification);
        });
        AlertConfig config = Statuses.config(Channels.NONE, "en");
        AlertDesk desk = Alerts.desk(config, state, time, new Switchboard(List.of(slow), null));
        alerts = Alerts.on(desk, time);

        sync(ExitCode.DENIED);
        Uninterruptibles.awaitUninterruptibly(sending);
        for (int i = 0; i < 1000; i++) {
            look();
        }
        assertThat(sent).isEmpty();
        held.countDown();
        alerts.close();

        assertThat(told()).containsExactly("alert denied");
    }

    @Test
    void dryRunsSayNothing() {
        job(JobKind.SYNC, Mode.DRY_RUN, ExitCode.WRONG_PASSWORD);

        assertThat(told()).isEmpty();
    }

    @Test
    void anAlertThatOnlyGetsWorseIsNotToldAsOver() {
        disk = new Disk(1000, 50);
        look();
        time.pass(MINUTE);
        look();
        cameras.add(Statuses.camera("gate", time.instant(), time.instant().minus(Duration.ofHours(3))));
        for (int i = 0; i < 3; i++) {
            time.pass(MINUTE);
            look();
        }

        assertThat(told())
                .containsExactlyInAnyOrder("alert disk_low", "alert disk_low_unprotected", "alert camera_behind");
    }

    @Test
    void aDamagedFileIsSaidOnceAndCountsAsEmpty() throws IOException {
        sync(ExitCode.DENIED);
        Files.writeString(state.resolve("alerts.json"), "[{\"kind\":\"DENIED\",");

        try (LogLines log = LogLines.capture()) {
            restart();
            look();

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("damaged"))
                    .containsExactly("WARN " + state.resolve("alerts.json")
                            + " is damaged and counts as empty: what still holds is told again");
        }
        assertThat(told()).containsExactly("alert denied", "alert denied");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidOnce() throws IOException {
        Files.createDirectory(state.resolve("alerts.json.tmp"));

        try (LogLines log = LogLines.capture()) {
            sync(ExitCode.DENIED);
            sync(ExitCode.OK);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("cannot be written"))
                    .hasSize(1);
        }
        assertThat(told()).containsExactly("alert denied", "recovery denied");
    }

    @Test
    void aClockSetBackDelaysNoReminder() {
        sync(ExitCode.DENIED);
        time.pass(Duration.ofDays(-300));
        look();
        time.pass(Duration.ofHours(24));
        look();

        assertThat(told()).startsWith("alert denied").contains("reminder denied");
    }

    @Test
    void whatIsWrittenDownIsReadBack() {
        AlertFile file = new AlertFile(state);
        Entry entry = new Entry(time.instant(), time.instant().minus(HOUR), time.instant(), null);
        Map<AlertKey, Entry> entries = Map.of(
                AlertKey.of(AlertKind.DENIED), entry, new AlertKey(AlertKind.CAMERA_SILENT, "a\"\n\u202e✓"), entry);

        file.save(entries);

        assertThat(file.load()).isEqualTo(entries);
    }
}
