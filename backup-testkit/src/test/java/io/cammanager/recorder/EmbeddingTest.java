package io.cammanager.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.FakeSleeper;
import io.cammanager.backup.testkit.Recording;
import io.cammanager.backup.testkit.RecordingsGenerator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {
    private static final int COUNT = 6;

    private final FakeClock clock = FakeClock.at("2026-03-10T12:00:00Z");
    private final List<BackupEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private EmbeddedS3 server;
    private List<Recording> recordings;
    private BackupEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        server = EmbeddedS3.start();
        recordings = RecordingsGenerator.builder()
                .cameras(2)
                .segmentsPerDay(COUNT / 2)
                .build()
                .generate(directory.resolve("recordings"));
        S3Config config = S3Config.builder("recordings")
                .endpoint(server.endpoint())
                .credentials(Secret.of(server.accessKey()), Secret.of(server.secretKey()))
                .build();
        engine = BackupEngineBuilder.create()
                .source(directory.resolve("recordings"))
                .stateDirectory(directory.resolve("state"))
                .store(S3StoreProvider.of(config), "site-1/")
                .clock(clock)
                .sleeper(new FakeSleeper(clock))
                .build();
    }

    @AfterEach
    void stopEngine() {
        engine.close();
        server.close();
    }

    @Test
    void sendsListensAndReports() throws Exception {
        SyncReport report = engine.sync(SyncOptions.defaults(), events::add).await();
        SyncReport again = engine.sync(SyncOptions.defaults(), event -> {}).await();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(report.problem()).isNull();
        assertThat(report.summary().uploaded()).isEqualTo(COUNT);
        assertThat(events.get(0)).isEqualTo(new BackupEvent.RunStarted(report.runId()));
        assertThat(phases()).containsExactly(Phase.PROBE, Phase.SCAN, Phase.TRANSFER);
        assertThat(uploadedPaths())
                .containsExactlyInAnyOrderElementsOf(
                        recordings.stream().map(Recording::name).toList());
        assertThat(bytesOfProgress()).isEqualTo(report.summary().bytesUploaded());
        assertThat(again.summary().uploaded()).isZero();
        assertThat(again.summary().unchanged()).isEqualTo(COUNT);
    }

    private List<Phase> phases() {
        return events.stream()
                .filter(BackupEvent.PhaseStarted.class::isInstance)
                .map(event -> ((BackupEvent.PhaseStarted) event).phase())
                .toList();
    }

    private List<String> uploadedPaths() {
        return events.stream()
                .filter(event ->
                        event instanceof BackupEvent.Finished finished && finished.outcome() == Outcome.UPLOADED)
                .map(event -> ((BackupEvent.Finished) event).path())
                .toList();
    }

    private long bytesOfProgress() {
        return events.stream()
                .filter(BackupEvent.TransferProgress.class::isInstance)
                .mapToLong(event -> ((BackupEvent.TransferProgress) event).bytes())
                .sum();
    }

    @Test
    void stopsWhenAskedAndFinishesTheNextTime() throws Exception {
        CompletableFuture<Run<SyncReport>> started = new CompletableFuture<>();
        Run<SyncReport> run = engine.sync(SyncOptions.builder().transfers(1).build(), event -> {
            events.add(event);
            if (event instanceof BackupEvent.Finished) {
                started.join().cancel(ExitCode.INTERRUPTED);
            }
        });
        started.complete(run);
        SyncReport stopped = run.await();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.summary().scanned()).isEqualTo(COUNT);
        assertThat(stopped.summary().uploaded()).isEqualTo(1);
        assertThat(stopped.summary().failed()).isEqualTo(COUNT - 1);
        assertThat(stopped.problem()).isNotNull().extracting("message").isEqualTo("interrupted, 5 left");
        assertThat(events.stream().filter(BackupEvent.Finished.class::isInstance))
                .hasSize(COUNT);

        SyncReport next = engine.sync(SyncOptions.defaults(), event -> {}).await();
        SyncReport last = engine.sync(SyncOptions.defaults(), event -> {}).await();

        assertThat(next.exitCode()).as("%s", next).isEqualTo(ExitCode.OK);
        assertThat(next.summary().uploaded()).isEqualTo(COUNT - 1);
        assertThat(last.summary().unchanged()).isEqualTo(COUNT);
    }

    @Test
    void survivesAListenerThatThrows() throws Exception {
        SyncReport report = engine.sync(SyncOptions.defaults(), event -> {
                    throw new IllegalStateException("a defect of the listener");
                })
                .await();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(report.summary().uploaded()).isEqualTo(COUNT);
    }

    @Test
    void verifiesListsAndRestores() throws Exception {
        assertThat(engine.sync(SyncOptions.defaults(), event -> {}).await().exitCode())
                .isEqualTo(ExitCode.OK);

        VerifyReport verified = engine.verify(new VerifyOptions(VerifyLevel.DATA, Selection.ALL, 2), event -> {})
                .await();
        List<RemoteRecording> listed = new ArrayList<>();
        engine.list(new Selection(Set.of("camera-02"), null, null), listed::add);
        RestoreReport restored = engine.restore(
                        new RestoreOptions(
                                directory.resolve("restored"), Selection.ALL, RestoreOptions.Existing.KEEP, 2),
                        event -> {})
                .await();

        assertThat(verified.exitCode()).as("%s", verified).isEqualTo(ExitCode.OK);
        assertThat(verified.summary().verified()).isEqualTo(COUNT);
        assertThat(verified.summary().bytesRead())
                .isEqualTo(recordings.stream().mapToLong(Recording::size).sum());
        assertThat(listed)
                .extracting(RemoteRecording::path)
                .containsExactlyElementsOf(recordings.stream()
                        .map(Recording::name)
                        .filter(name -> name.startsWith("camera-02/"))
                        .toList());
        assertThat(restored.exitCode()).as("%s", restored).isEqualTo(ExitCode.OK);
        for (Recording recording : recordings) {
            assertThat(directory.resolve("restored").resolve(recording.name()))
                    .hasSameBinaryContentAs(recording.file());
        }
    }

    @Test
    void endsARunThatIsUnderWayWhenItIsClosed() throws Exception {
        CompletableFuture<Boolean> transferring = new CompletableFuture<>();
        Run<SyncReport> run = engine.sync(SyncOptions.builder().transfers(1).build(), event -> {
            if (event instanceof BackupEvent.Finished) {
                transferring.complete(true);
            }
        });
        transferring.join();
        engine.close();
        SyncReport report = run.await();

        assertThat(report.exitCode()).isIn(ExitCode.TERMINATED, ExitCode.OK); // it may have been at its end
        assertThat(report.summary().scanned()).isEqualTo(COUNT);
        assertThat(report.summary().uploaded() + report.summary().failed()).isEqualTo(COUNT);
    }
}
