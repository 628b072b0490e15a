package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.report.EndLine;
import io.cammanager.backup.core.report.Messages;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the runs to the log: a line for the start and the end of each, and what went wrong in between. */
final class RunLog implements BackupListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final Messages messages;

    RunLog(Messages messages) {
        this.messages = messages;
    }

    void warning(String message) {
        LOG.warn("{}", message);
    }

    void started() {
        LOG.info("{}", messages.text("sync.started"));
    }

    void ended(SyncReport report) {
        Problem problem = report.problem();
        if (problem != null && !cancelled(problem.exitCode())) {
            // Someone else is backing up, as when a person syncs by hand: not a failure to wake anyone for.
            Level level = problem.exitCode() == ExitCode.LOCKED ? Level.WARN : Level.ERROR;
            LOG.atLevel(level).log("{}", problem.message());
        }
        LOG.info("{}", EndLine.of(messages, SyncOptions.Mode.APPLY, report.summary(), report.exitCode()));
    }

    /** Logs a run that ended without a report. */
    void failed(Throwable failure) {
        LOG.error(
                "{}: unexpected failure, a defect of this program: {}",
                messages.text("sync.stopped"),
                failure.toString());
        LOG.debug("the run ended without a report", failure);
    }

    @Override
    public void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.Warning warning) {
            warning(warning.message());
        } else if (event instanceof BackupEvent.Retrying file) {
            LOG.debug("retry: {}: attempt {} failed: {}", Quoted.of(file.path()), file.attempt(), file.cause());
        } else if (event instanceof BackupEvent.Finished file) {
            finished(file);
        }
    }

    private static void finished(BackupEvent.Finished file) {
        boolean saved = switch (file.outcome()) {
            case UPLOADED, UNCHANGED, EXCLUDED, DEFERRED -> true;
            case FAILED, VANISHED, CONFLICT -> false;
        };
        // Of those that a cancelled run did not come to there may be a great many, and its last line counts them.
        if (!saved && file.reason() != Reason.INTERRUPTED) {
            String reason = file.reason().text();
            String detail = file.detail() == null || file.detail().equals(reason) ? "" : ": " + file.detail();
            LOG.error("{}: {}: {}{}", lower(file.outcome()), Quoted.of(file.path()), reason, detail);
        }
    }

    private static boolean cancelled(ExitCode exitCode) {
        return exitCode == ExitCode.INTERRUPTED || exitCode == ExitCode.TERMINATED;
    }

    private static String lower(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
