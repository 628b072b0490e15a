package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import java.time.Instant;

/** Syncs at once and then whenever it is due, one run at a time, however the last one ended. */
final class SyncLoop {
    private final BackupEngine engine;
    private final SyncOptions options;
    private final RunLog log;
    private final Schedule schedule;

    SyncLoop(BackupEngine engine, SyncOptions options, RunLog log, Schedule schedule) {
        this.engine = engine;
        this.options = options;
        this.log = log;
        this.schedule = schedule;
    }

    /** Goes on until this thread is interrupted; then cancels the run in flight and returns when that has ended. */
    void run() {
        try {
            while (!Thread.interrupted()) {
                Instant start = schedule.now();
                sync();
                schedule.awaitNext(start);
            }
        } catch (InterruptedException e) {
            // between two runs, where there is nothing to cancel
        }
    }

    private void sync() {
        log.started();
        try {
            log.ended(report(engine.sync(options, log)));
        } catch (RuntimeException | Error e) { // whatever it was, the recordings of the next hour need a backup too
            log.failed(e);
        }
    }

    private static SyncReport report(Run<SyncReport> run) {
        try {
            return run.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.cancel(ExitCode.TERMINATED);
            return run.completion().join();
        }
    }
}
