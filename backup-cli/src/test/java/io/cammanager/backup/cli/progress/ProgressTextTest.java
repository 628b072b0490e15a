package io.cammanager.backup.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.settings.Language;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
    private static final long MIB = 1 << 20;

    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(nanos::get);
    private final ProgressText text = new ProgressText(new Messages(Language.EN.locale()));

    @Test
    void comparingTellsHowManyWereScanned() {
        progress.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.SCAN));
        progress.onEvent(new BackupEvent.ScanProgress(12_000));

        assertThat(text.lines(progress.snapshot(), 80)).containsExactly("Comparing  ·  12,000 scanned");
    }

    @Test
    void uploadingTellsCountsSpeedTimeLeftAndTheFilesInFlight() {
        begin(3, 100 * MIB);
        progress.onEvent(new BackupEvent.TransferStarted("a/1.mp4", 20 * MIB, 1));
        progress.onEvent(new BackupEvent.TransferStarted("a/\u001b2.mp4", 40 * MIB, 1));
        progress.snapshot();
        nanos.addAndGet(2_000_000_000L);
        progress.onEvent(new BackupEvent.TransferProgress("a/\u001b2.mp4", 10 * MIB));
        progress.onEvent(new BackupEvent.Finished("a/1.mp4", 20 * MIB, Outcome.UPLOADED, Reason.NEW, null));

        assertThat(text.lines(progress.snapshot(), 120))
                .containsExactly(
                        "Uploading  ·  1 of 3 files  ·  30.0 MiB of 100.0 MiB  ·  15.0 MiB/s  ·  4.7 s left",
                        "   10.0 MiB of 40.0 MiB  a/\\u001b2.mp4");
    }

    @Test
    void narrowTerminalGetsTheWholeInMoreLines() {
        progress.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.TRANSFER));
        progress.onEvent(new BackupEvent.PlanReady(3, 3, 100 * MIB, 0));

        assertThat(text.lines(progress.snapshot(), 40))
                .containsExactly("Uploading  ·  0 of 3 files", "0 B of 100.0 MiB");
    }

    @Test
    void failedAttemptTakesItsBytesBack() {
        begin(1, 10 * MIB);
        progress.onEvent(new BackupEvent.TransferStarted("a", 10 * MIB, 1));
        progress.onEvent(new BackupEvent.TransferProgress("a", 8 * MIB));
        progress.onEvent(new BackupEvent.Retrying("a", 1, 100, "unavailable", "reset"));

        assertThat(progress.snapshot().bytes()).isZero();
        assertThat(progress.snapshot().flights()).isEmpty();
    }

    @Test
    void noLineIsWiderThanTheTerminalAndTheBlockStaysSmall() {
        begin(500, 1L << 40);
        for (int i = 0; i < 40; i++) {
            progress.onEvent(
                    new BackupEvent.TransferStarted("a-camera-of-a-long-name/😀😀😀😀😀😀😀😀😀😀😀😀" + i, MIB, 1));
        }

        for (int width = 1; width < 100; width++) {
            List<String> lines = text.lines(progress.snapshot(), width);
            int room = Math.max(width, 20);
            assertThat(lines).hasSizeBetween(8, 10).allMatch(line -> line.length() <= room);
        }
    }

    private void begin(long files, long bytes) {
        progress.onEvent(new BackupEvent.PhaseStarted(BackupEvent.Phase.TRANSFER));
        progress.onEvent(new BackupEvent.PlanReady(files, files, bytes, 0));
    }
}
