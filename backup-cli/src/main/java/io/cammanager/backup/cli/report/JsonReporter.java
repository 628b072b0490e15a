package io.cammanager.backup.cli.report;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.ExpirySummary;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.MirrorSummary;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.PruneSummary;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifySummary;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a run as JSON lines on stdout; what ended it early also as a sentence on stderr. */
public final class JsonReporter implements Reporter {
    private final Console console;

    public JsonReporter(Console console) {
        this.console = console;
    }

    @Override
    public void onEvent(BackupEvent event) {
        JsonLine line = lineFor(event);
        if (line != null) {
            console.out(line.toString());
        }
    }

    /** Returns null for what only a progress display wants to know. */
    private static @Nullable JsonLine lineFor(BackupEvent event) {
        if (event instanceof BackupEvent.RunStarted started) {
            return JsonLine.of("started").put("run_id", started.runId());
        } else if (event instanceof BackupEvent.PhaseStarted started) {
            return JsonLine.of("phase").put("phase", lower(started.phase()));
        } else if (event instanceof BackupEvent.PlanReady plan) {
            return JsonLine.of("plan")
                    .put("scanned", plan.scanned())
                    .put("to_upload", plan.toUpload())
                    .put("bytes_to_upload", plan.bytesToUpload())
                    .put("to_check", plan.toCheck());
        } else if (event instanceof BackupEvent.RestoreReady ready) {
            return JsonLine.of("plan")
                    .put("selected", ready.selected())
                    .put("to_restore", ready.toRestore())
                    .put("bytes_to_restore", ready.bytesToRestore());
        } else if (event instanceof BackupEvent.Warning warning) {
            return JsonLine.of("warning").put("message", warning.message());
        }
        return event instanceof BackupEvent.Sampled || event instanceof BackupEvent.HourDrawn
                ? drawn(event)
                : fileLine(event);
    }

    private static @Nullable JsonLine drawn(BackupEvent event) {
        if (event instanceof BackupEvent.Sampled sampled) {
            return JsonLine.of("sample").put("seed", sampled.seed());
        } else if (event instanceof BackupEvent.HourDrawn hour) {
            return JsonLine.of("hour")
                    .put("camera", hour.camera())
                    .put("from", hour.from().toString());
        }
        return null;
    }

    private static @Nullable JsonLine fileLine(BackupEvent event) {
        if (event instanceof BackupEvent.Planned planned) {
            return JsonLine.of("planned")
                    .put("path", planned.path())
                    .put("size", planned.size())
                    .put("expected", planned.replaces() ? "replaced" : lower(planned.expected()))
                    .put("reason", lower(planned.reason()));
        } else if (event instanceof BackupEvent.PlannedRemoval planned) {
            return JsonLine.of("planned")
                    .put("path", planned.path())
                    .put("size", planned.size())
                    .put("expected", "deleted")
                    .put("reason", "gone");
        } else if (event instanceof BackupEvent.Removed removed) {
            return JsonLine.of("removal")
                    .put("path", removed.path())
                    .put("size", removed.size())
                    .put("result", lower(removed.result()))
                    .putIfPresent("detail", removed.detail());
        } else if (event instanceof BackupEvent.Finished finished) {
            return JsonLine.of("file")
                    .put("path", finished.path())
                    .put("size", finished.size())
                    .put("outcome", lower(finished.outcome()))
                    .put("reason", lower(finished.reason()))
                    .putIfPresent("detail", finished.detail());
        } else if (event instanceof BackupEvent.Retrying retrying) {
            return JsonLine.of("retry")
                    .put("path", retrying.path())
                    .put("attempt", retrying.attempt())
                    .put("delay_ms", retrying.delayMillis())
                    .put("kind", retrying.kind())
                    .put("cause", retrying.cause());
        } else if (event instanceof BackupEvent.Verified verified) {
            return JsonLine.of("verified")
                    .put("path", verified.path())
                    .put("level", lower(verified.level()))
                    .put("result", lower(verified.result()))
                    .putIfPresent("detail", verified.detail());
        } else if (event instanceof BackupEvent.Restored restored) {
            return JsonLine.of("restored")
                    .put("path", restored.path())
                    .put("size", restored.size())
                    .put("result", lower(restored.result()))
                    .putIfPresent("detail", restored.detail());
        } else if (event instanceof BackupEvent.Mirrored mirrored) {
            return JsonLine.of("mirrored")
                    .put("path", mirrored.path())
                    .put("size", mirrored.size())
                    .put("result", lower(mirrored.result()))
                    .putIfPresent("detail", mirrored.detail());
        } else if (event instanceof BackupEvent.Pruned pruned) {
            return JsonLine.of("pruned")
                    .put("path", pruned.path())
                    .put("size", pruned.size())
                    .put("result", lower(pruned.result()))
                    .put("detail", pruned.detail());
        } else if (event instanceof BackupEvent.Expired expired) {
            return JsonLine.of("expired")
                    .put("path", expired.path())
                    .put("size", expired.size())
                    .put("result", lower(expired.result()))
                    .putIfPresent("detail", expired.detail());
        }
        return null;
    }

    @Override
    public void finished(SyncReport report) {
        end(report.problem(), summary(report.summary()), report.exitCode());
    }

    @Override
    public void finished(VerifyReport report) {
        end(report.problem(), summary(report.summary()), report.exitCode());
    }

    @Override
    public void finished(RestoreReport report) {
        end(report.problem(), summary(report.summary()), report.exitCode());
    }

    @Override
    public void finished(PruneReport report) {
        end(report.problem(), summary(report.summary()), report.exitCode());
    }

    @Override
    public void finished(MirrorReport report) {
        end(report.problem(), summary(report.summary()), report.exitCode());
    }

    @Override
    public void finished(ExpiryReport report) {
        end(report.problem(), summary(report.summary()), report.exitCode());
    }

    private void end(@Nullable Problem problem, JsonLine summary, ExitCode exitCode) {
        if (problem != null) {
            console.out(error(problem.exitCode(), problem.message()).toString());
            console.error(problem.message());
        }
        console.out(summary.put("exit_code", exitCode.code()).toString());
    }

    /** Returns the line for what ends a command early. */
    public static JsonLine error(ExitCode exitCode, String message) {
        return JsonLine.of("error").put("message", message).put("exit_code", exitCode.code());
    }

    /** Returns the summary of a sync, to which the exit code is still to be added. */
    public static JsonLine summary(SyncSummary summary) {
        return JsonLine.of("summary").putAll(summary.counts());
    }

    /** Returns the summary of a verification, to which the exit code is still to be added. */
    public static JsonLine summary(VerifySummary summary) {
        Coverage coverage = summary.coverage();
        Instant oldest = coverage == null ? null : coverage.oldestRead();
        return JsonLine.of("summary")
                .put("level", lower(summary.level()))
                .putAll(summary.counts())
                .putIfPresent("oldest_read", oldest == null ? null : oldest.toString());
    }

    /** Returns the summary of a restore, to which the exit code is still to be added. */
    public static JsonLine summary(RestoreSummary summary) {
        return JsonLine.of("summary").putAll(summary.counts());
    }

    /** Returns the summary of a run that deletes files here, to which the exit code is still to be added. */
    public static JsonLine summary(PruneSummary summary) {
        return JsonLine.of("summary").putAll(summary.counts());
    }

    /** Returns the summary of a copy of a bucket, to which the exit code is still to be added. */
    public static JsonLine summary(MirrorSummary summary) {
        return JsonLine.of("summary").putAll(summary.counts());
    }

    /** Returns the summary of a run that deletes what is too old, to which the exit code is still to be added. */
    public static JsonLine summary(ExpirySummary summary) {
        return JsonLine.of("summary").putAll(summary.counts());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
