package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.report.EndLine;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobResult;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the jobs to the log: a line for the start and the end of each, and what went wrong in between. */
final class RunLog implements DaemonListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final Messages messages;

    RunLog(Messages messages) {
        this.messages = messages;
    }

    void listening(InetSocketAddress address) {
        LOG.info("{}", messages.text("daemon.listening", address.getHostString() + ":" + address.getPort()));
    }

    void warning(String message) {
        LOG.warn("{}", message);
    }

    @Override
    public void jobStarted(Job job) {
        LOG.info("{}", messages.text(key(job, "started")));
    }

    @Override
    public void jobEnded(Job job, JobResult result) {
        if (result.counts().isEmpty()) {
            LOG.error("{}: {}", messages.text(key(job, "stopped")), result.problem());
            return;
        }
        if (result.problem() != null && !cancelled(result.exitCode())) {
            // Someone else is backing up, as when a person syncs by hand: not a failure to wake anyone for.
            Level level = result.exitCode() == ExitCode.LOCKED ? Level.WARN : Level.ERROR;
            LOG.atLevel(level).log("{}", result.problem());
        }
        LOG.info("{}", endLine(job, result));
    }

    private String endLine(Job job, JobResult result) {
        return switch (job.kind()) {
            case SYNC -> EndLine.sync(messages, job.request().mode(), result.counts(), result.exitCode());
            case VERIFY, ROTATE -> EndLine.verification(messages, result.counts(), result.exitCode());
            case DRILL -> EndLine.drill(messages, result.counts(), result.exitCode());
            case PRUNE -> EndLine.prune(messages, job.request().mode(), result.counts(), result.exitCode());
            case RETENTION -> EndLine.retention(messages, job.request().mode(), result.counts(), result.exitCode());
            case MIRROR -> EndLine.mirror(messages, job.request().mode(), result.counts(), result.exitCode());
        };
    }

    private static String key(Job job, String what) {
        return lower(job.kind()) + "." + what;
    }

    @Override
    public void jobEvent(Job job, BackupEvent event) {
        if (event instanceof BackupEvent.Warning warning) {
            warning(warning.message());
        } else if (event instanceof BackupEvent.Retrying file) {
            LOG.debug("retry: {}: attempt {} failed: {}", Quoted.of(file.path()), file.attempt(), file.cause());
        } else if (event instanceof BackupEvent.Finished file) {
            finished(file);
        } else if (event instanceof BackupEvent.Verified file) {
            verified(file);
        } else if (event instanceof BackupEvent.Pruned file) {
            pruned(file);
        } else if (event instanceof BackupEvent.Mirrored file) {
            mirrored(file);
        } else if (event instanceof BackupEvent.Expired file) {
            expired(file);
        }
    }

    /** Each file that goes has a line: it is the last that is heard of it here. */
    private static void pruned(BackupEvent.Pruned file) {
        switch (file.result()) {
            case PRUNED, PLANNED -> LOG.info("prune: deleted here: {} ({})", Quoted.of(file.path()), file.detail());
            case GONE -> LOG.debug("prune: gone: {}", Quoted.of(file.path()));
            case CHANGED, REFUSED, MISSING, DIFFERS, FAILED ->
                LOG.error("prune: {}: {}: kept here: {}", lower(file.result()), Quoted.of(file.path()), file.detail());
        }
    }

    private static void mirrored(BackupEvent.Mirrored file) {
        switch (file.result()) {
            case COPIED, PLANNED, UNCHANGED, GONE ->
                LOG.debug("mirror: {}: {}", lower(file.result()), Quoted.of(file.path()));
            case CHANGED, CONFLICT, DAMAGED, MISSING, FAILED -> {
                String detail = file.detail() == null ? "" : ": " + file.detail();
                LOG.error("mirror: {}: {}: not copied{}", lower(file.result()), Quoted.of(file.path()), detail);
            }
        }
    }

    /** Of what has gone from the bucket there is nothing left but its line; what stays for a reason is counted. */
    private static void expired(BackupEvent.Expired file) {
        String detail = file.detail() == null ? "" : ": " + file.detail();
        switch (file.result()) {
            case DELETED -> LOG.info("retention: deleted from the bucket: {}{}", Quoted.of(file.path()), detail);
            case PLANNED, GONE, MARKED, WAITING, LOCKED, YOUNG, NEWEST, STILL_HERE, UNPROVEN, CHANGED ->
                LOG.debug("retention: {}: {}{}", lower(file.result()), Quoted.of(file.path()), detail);
            case MISSING, DIFFERS, FAILED ->
                LOG.error("retention: {}: {}: not deleted{}", lower(file.result()), Quoted.of(file.path()), detail);
        }
    }

    private static void verified(BackupEvent.Verified file) {
        boolean well = file.result() == VerifyResult.OK || file.result() == VerifyResult.UNPROVEN;
        if (!well) {
            String detail = file.detail() == null ? "" : ": " + file.detail();
            LOG.error("verify: {}: {}{}", lower(file.result()), Quoted.of(file.path()), detail);
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

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
