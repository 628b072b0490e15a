package io.cammanager.backup.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.PruneResult;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.VerifySummary;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.control.JobResult;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunLogTest {
    private static final Job SYNC = new Job("id", JobRequest.sync(Trigger.SCHEDULE), Instant.EPOCH);
    private static final Job VERIFY = new Job("id", JobRequest.check(JobKind.VERIFY, Trigger.SCHEDULE), Instant.EPOCH);

    private final LogLines log = LogLines.capture();
    private final RunLog english = new RunLog(new Messages(Locale.ENGLISH));
    private final RunLog spanish = new RunLog(new Messages(Locale.forLanguageTag("es")));

    @AfterEach
    void stopLogging() {
        log.close();
    }

    @Test
    void logsOneLineForTheStartAndOneForTheEnd() {
        english.jobStarted(SYNC);
        english.jobEnded(SYNC, result(ExitCode.OK, null));

        assertThat(log.lines())
                .containsExactly(
                        "INFO Sync started",
                        "INFO Sync completed: 1 failed, 12 uploaded (3.4 GiB), 1,100 unchanged,"
                                + " 2 still being written, 1,115 scanned in 12 s");
    }

    @Test
    void tellsOfEachFileThatWasDeletedHereAndOfWhatWasNotCopied() {
        Job prune = new Job("id", JobRequest.check(JobKind.PRUNE, Trigger.SCHEDULE), Instant.EPOCH);
        Job mirror = new Job("id", JobRequest.check(JobKind.MIRROR, Trigger.SCHEDULE), Instant.EPOCH);
        english.jobStarted(prune);
        english.jobEvent(prune, new BackupEvent.Pruned("a/1.mp4", 9, PruneResult.PRUNED, "proven by head"));
        english.jobEvent(prune, new BackupEvent.Pruned("a/2\n.mp4", 9, PruneResult.MISSING, "not in the bucket"));
        english.jobEnded(prune, ended(ExitCode.MISMATCH, Map.of("examined", 2L, "pruned", 1L, "missing", 1L)));
        english.jobStarted(mirror);
        english.jobEvent(mirror, new BackupEvent.Mirrored("a/1.mp4", 9, MirrorResult.COPIED, null));
        english.jobEvent(mirror, new BackupEvent.Mirrored("a/2.mp4", 9, MirrorResult.DAMAGED, "other bytes"));
        english.jobEnded(mirror, ended(ExitCode.MISMATCH, Map.of("examined", 2L, "copied", 1L, "damaged", 1L)));

        assertThat(log.lines())
                .filteredOn(line -> !line.startsWith("DEBUG"))
                .containsExactly(
                        "INFO Freeing the disk of what the bucket has",
                        "INFO prune: deleted here: a/1.mp4 (proven by head)",
                        "ERROR prune: missing: a/2\\n.mp4: kept here: not in the bucket",
                        "INFO Local recordings pruned, but copies in the bucket are not as they should be: 1 missing,"
                                + " 1 deleted here (0 B), 2 looked at in 0.0 s",
                        "INFO Mirror started",
                        "ERROR mirror: damaged: a/2.mp4: not copied: other bytes",
                        "INFO Mirror finished, but not all recordings here are as they should be: 1 damaged,"
                                + " 1 copied (0 B), 0 unchanged, 2 looked at in 0.0 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Retention started | Retention completed, but objects that are not as they should be were kept: 1 differing,"
                        + " 1 deleted (9 B), 1 marked, 3 looked at in 0.0 s",
                "es | Retención iniciada | Retención completada, pero se conservaron objetos que no están como deben:"
                        + " 1 distinta, 1 borrada (9 B), 1 marcada, 3 examinadas en 0,0 s"
            })
    void tellsOfEachObjectThatWasDeletedForItsAgeAndCountsTheRest(String language, String start, String end) {
        RunLog told = new RunLog(new Messages(Locale.forLanguageTag(language)));
        Job retention = new Job("id", JobRequest.check(JobKind.RETENTION, Trigger.SCHEDULE), Instant.EPOCH);
        told.jobStarted(retention);
        told.jobEvent(retention, new BackupEvent.Expired("a/1\n.mp4", 9, ExpiryResult.DELETED, null));
        told.jobEvent(retention, new BackupEvent.Expired("a/2.mp4", 9, ExpiryResult.MARKED, null));
        told.jobEvent(retention, new BackupEvent.Expired("a/3.mp4", 9, ExpiryResult.DIFFERS, "size is 3, not 9"));
        told.jobEnded(
                retention,
                ended(
                        ExitCode.MISMATCH,
                        Map.of("examined", 3L, "deleted", 1L, "bytes_deleted", 9L, "marked", 1L, "differing", 1L)));

        assertThat(log.lines())
                .filteredOn(line -> !line.startsWith("DEBUG"))
                .containsExactly(
                        "INFO " + start,
                        "INFO retention: deleted from the bucket: a/1\\n.mp4",
                        "ERROR retention: differs: a/3.mp4: not deleted: size is 3, not 9",
                        "INFO " + end);
    }

    private static JobResult ended(ExitCode exitCode, Map<String, Long> counts) {
        return new JobResult(Instant.EPOCH, Instant.EPOCH, exitCode, null, counts);
    }

    @Test
    void speaksSpanish() {
        spanish.jobStarted(SYNC);
        spanish.jobEnded(SYNC, result(ExitCode.OK, null));

        assertThat(log.lines())
                .containsExactly(
                        "INFO Sincronización iniciada",
                        "INFO Sincronización completada: 1 fallida, 12 subidas (3,4 GiB), 1.100 sin cambios,"
                                + " 2 aún en escritura, 1.115 examinadas en 12 s");
    }

    @Test
    void logsWhyARunStoppedAsAnError() {
        english.jobEnded(SYNC, result(ExitCode.UNREACHABLE, "cannot reach http://minio:9000"));

        assertThat(log.lines()).hasSize(2).first().isEqualTo("ERROR cannot reach http://minio:9000");
        assertThat(log.lines()).last().asString().startsWith("INFO Sync stopped: 1 failed");
    }

    @Test
    void logsADefectAsAnErrorAndNoCounts() {
        english.jobEnded(
                SYNC,
                new JobResult(
                        Instant.EPOCH,
                        Instant.EPOCH,
                        ExitCode.UNEXPECTED,
                        "unexpected failure, a defect of this program: java.lang.OutOfMemoryError",
                        Map.of()));

        assertThat(log.lines())
                .containsExactly("ERROR Sync stopped: unexpected failure, a defect of this program:"
                        + " java.lang.OutOfMemoryError");
    }

    @Test
    void aSyncThatWasToldToStopIsNoError() {
        english.jobEnded(SYNC, result(ExitCode.TERMINATED, "interrupted, 7 left"));

        assertThat(log.lines()).singleElement().asString().startsWith("INFO Sync interrupted: 1 failed");
    }

    @Test
    void logsAVerificationAndWhatItFoundWrong() {
        spanish.jobStarted(VERIFY);
        spanish.jobEvent(
                VERIFY, new BackupEvent.Verified("garage/a\n.mp4", VerifyLevel.HEAD, VerifyResult.DIFFERS, "size 3"));
        spanish.jobEvent(VERIFY, new BackupEvent.Verified("garage/b.mp4", VerifyLevel.HEAD, VerifyResult.OK, null));
        spanish.jobEnded(
                VERIFY,
                new JobResult(
                        Instant.EPOCH,
                        Instant.EPOCH,
                        ExitCode.MISMATCH,
                        null,
                        new VerifySummary(VerifyLevel.HEAD, 2, 1, 0, 0, 1, 0, 0, 0, 12_345, 4, 2, 0, null).counts()));

        assertThat(log.lines())
                .containsExactly(
                        "INFO Verificación iniciada",
                        "ERROR verify: differs: garage/a\\n.mp4: size 3",
                        "INFO La verificación encontró diferencias: 1 distinta, 1 verificada, 2 comprobadas en 12 s");
    }

    private static JobResult result(ExitCode exitCode, @Nullable String problem) {
        SyncSummary summary =
                new SyncSummary(1115, 12, 1100, 0, 2, 1, 0, 0, 0, 0, 3_650_722_201L, 1L << 40, 0, 0, 12_345, 40);
        return new JobResult(Instant.EPOCH, Instant.EPOCH, exitCode, problem, summary.counts());
    }

    @Test
    void logsTheLockOfAnotherRunAsAWarning() {
        english.jobEnded(SYNC, result(ExitCode.LOCKED, "another run holds the lock"));

        assertThat(log.lines()).first().isEqualTo("WARN another run holds the lock");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "VANISHED", "CONFLICT"})
    void logsARecordingThatIsNotBackedUpAsAnErrorOnOneLine(Outcome outcome) {
        english.jobEvent(
                SYNC,
                new BackupEvent.Finished(
                        "garage/a\n2026-03-01 INFO Sync completed.mp4",
                        10,
                        outcome,
                        Reason.UNREADABLE,
                        "permission denied"));

        assertThat(log.lines())
                .containsExactly("ERROR " + outcome.name().toLowerCase(Locale.ROOT)
                        + ": garage/a\\n2026-03-01 INFO Sync completed.mp4: could not be read: permission denied");
    }

    @Test
    void saysNothingOfRecordingsThatAreFineOrThatACancelledRunDidNotComeTo() {
        english.jobEvent(SYNC, new BackupEvent.Finished("garage/a.mp4", 10, Outcome.UPLOADED, Reason.NEW, null));
        english.jobEvent(SYNC, new BackupEvent.Finished("garage/b.mp4", 10, Outcome.DEFERRED, Reason.UNSETTLED, null));
        english.jobEvent(SYNC, new BackupEvent.Finished("garage/c.mp4", 10, Outcome.FAILED, Reason.INTERRUPTED, null));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void logsWarnings() {
        english.jobEvent(SYNC, new BackupEvent.Warning("the source is on another device"));

        assertThat(log.lines()).containsExactly("WARN the source is on another device");
    }
}
