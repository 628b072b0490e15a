package io.cammanager.backup.cli.report;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.report.EndLine;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.report.ReadNote;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a run to people: what went wrong on stderr, the rest on stdout, most of it only when they want every file. */
public final class TextReporter implements Reporter {
    /** How much is told. */
    public enum Detail {
        SUMMARY,
        EVERY_FILE
    }

    private final Console console;
    private final Messages messages;
    private final Detail detail;
    private final SyncOptions.Mode mode;
    private final Consumer<String> ends;
    private final LongAdder left = new LongAdder();

    public TextReporter(Console console, Messages messages, Detail detail, SyncOptions.Mode mode) {
        this(console, messages, detail, mode, console::out);
    }

    private TextReporter(
            Console console, Messages messages, Detail detail, SyncOptions.Mode mode, Consumer<String> ends) {
        this.console = console;
        this.ends = ends;
        this.messages = messages;
        this.detail = detail;
        this.mode = mode;
    }

    /** Returns one that leaves stdout to something else: how it ended goes to stderr, too. */
    public TextReporter besideOutput() {
        return new TextReporter(console, messages, Detail.SUMMARY, mode, console::note);
    }

    @Override
    public void onEvent(BackupEvent event) {
        if (event instanceof BackupEvent.Warning warning) {
            console.warning(warning.message());
        } else if (event instanceof BackupEvent.Planned planned) {
            planned(planned);
        } else if (event instanceof BackupEvent.Finished finished) {
            finished(finished);
        } else if (event instanceof BackupEvent.Retrying retrying) {
            retrying(retrying);
        } else if (event instanceof BackupEvent.PlannedRemoval planned) {
            console.out(line("delete", planned.size(), planned.path()) + "  (gone here)");
        } else if (event instanceof BackupEvent.Removed removed) {
            removed(removed);
        } else if (event instanceof BackupEvent.Sampled sampled) {
            console.note("drawn at random by --seed " + sampled.seed());
        } else if (event instanceof BackupEvent.HourDrawn hour) {
            console.note("restoring the hour from " + hour.from() + " of camera " + Quoted.of(hour.camera()));
        } else if (event instanceof BackupEvent.Verified verified) {
            verified(verified);
        } else if (event instanceof BackupEvent.Restored restored) {
            restored(restored);
        } else if (event instanceof BackupEvent.Pruned pruned) {
            pruned(pruned);
        } else if (event instanceof BackupEvent.Mirrored mirrored) {
            mirrored(mirrored);
        } else if (event instanceof BackupEvent.Expired expired) {
            expired(expired);
        }
    }

    private void planned(BackupEvent.Planned file) {
        String upload = file.replaces() ? "replace" : "upload";
        String action = file.expected() == Outcome.UPLOADED ? upload : lower(file.expected());
        console.out(
                line(action, file.size(), file.path()) + "  (" + file.reason().text() + ")");
    }

    private void finished(BackupEvent.Finished file) {
        if (file.reason() == Reason.INTERRUPTED) {
            left.increment(); // there may be a great many, and the end says how many
            return;
        }
        boolean bad = file.outcome() == Outcome.FAILED
                || file.outcome() == Outcome.CONFLICT
                || file.outcome() == Outcome.VANISHED;
        if (bad) {
            problem(file.outcome(), file.path(), file.reason().text(), file.detail());
        } else if (detail == Detail.EVERY_FILE && mode == SyncOptions.Mode.APPLY) {
            String outcome = file.reason() == Reason.REPLACED ? "replaced" : lower(file.outcome());
            console.out(line(outcome, file.size(), file.path()));
        }
    }

    private void removed(BackupEvent.Removed file) {
        switch (file.result()) {
            case DELETED, GONE, RETURNED, LEASE_LOST -> everyFile(line(lower(file.result()), file.size(), file.path()));
            case NOT_OURS -> problem(file.result(), file.path(), "left, since its content was never compared", null);
            case CHANGED, IMPOSSIBLE, FAILED, HIDDEN ->
                problem(file.result(), file.path(), "not removed", file.detail());
        }
    }

    private void retrying(BackupEvent.Retrying file) {
        if (detail == Detail.EVERY_FILE) {
            String wait = messages.duration(file.delayMillis());
            console.note("retry: " + Quoted.of(file.path()) + ": attempt " + file.attempt() + " failed, next in " + wait
                    + ": " + file.cause());
        }
    }

    private void verified(BackupEvent.Verified file) {
        if (file.result() == VerifyResult.OK || file.result() == VerifyResult.UNPROVEN) {
            everyFile(
                    String.format("%-10s %-6s  %s", lower(file.result()), lower(file.level()), Quoted.of(file.path())));
        } else if (file.result() == VerifyResult.COLD) {
            everyFile(String.format("%-10s %-6s  %s", "cold", lower(file.level()), Quoted.of(file.path())));
        } else {
            problem(file.result(), file.path(), null, file.detail());
        }
    }

    private void restored(BackupEvent.Restored file) {
        if (file.result() == RestoreResult.RESTORED || file.result() == RestoreResult.UNCHANGED) {
            everyFile(line(lower(file.result()), file.size(), file.path()));
        } else {
            problem(file.result(), file.path(), null, file.detail());
        }
    }

    /** What is deleted is said of every file, asked for or not: it is the last that is heard of it here. */
    private void pruned(BackupEvent.Pruned file) {
        switch (file.result()) {
            case PRUNED -> console.out(line("deleted", file.size(), file.path()) + "  (" + file.detail() + ")");
            case PLANNED -> console.out(line("delete", file.size(), file.path()) + "  (" + file.detail() + ")");
            case GONE -> everyFile(line("gone", file.size(), file.path()));
            case CHANGED, REFUSED, MISSING, DIFFERS, FAILED ->
                problem(file.result(), file.path(), "kept here", file.detail());
        }
    }

    private void mirrored(BackupEvent.Mirrored file) {
        switch (file.result()) {
            case PLANNED -> console.out(line("copy", file.size(), file.path()));
            case COPIED, UNCHANGED, GONE -> everyFile(line(lower(file.result()), file.size(), file.path()));
            case CHANGED, CONFLICT, DAMAGED, MISSING, FAILED ->
                problem(file.result(), file.path(), "not copied", file.detail());
        }
    }

    /** What is deleted is said of each, asked for or not: it is the last that is heard of it. */
    private void expired(BackupEvent.Expired file) {
        String why = file.detail() == null ? "" : "  (" + file.detail() + ")";
        switch (file.result()) {
            case DELETED -> console.out(line("deleted", file.size(), file.path()));
            case PLANNED -> console.out(line("delete", file.size(), file.path()));
            case MARKED -> {
                if (mode == SyncOptions.Mode.DRY_RUN) {
                    console.out(line("mark", file.size(), file.path()));
                } else {
                    everyFile(line("marked", file.size(), file.path()));
                }
            }
            case GONE, WAITING, LOCKED, YOUNG, NEWEST, STILL_HERE, UNPROVEN, CHANGED ->
                everyFile(line(lower(file.result()), file.size(), file.path()) + why);
            case MISSING, DIFFERS, FAILED -> problem(file.result(), file.path(), "not deleted", file.detail());
        }
    }

    private void everyFile(String line) {
        if (detail == Detail.EVERY_FILE) {
            console.out(line);
        }
    }

    private void problem(Enum<?> what, String path, @Nullable String reason, @Nullable String cause) {
        StringBuilder line = new StringBuilder(lower(what)).append(": ").append(Quoted.of(path));
        if (reason != null) {
            line.append(": ").append(reason);
        }
        if (cause != null && !cause.equals(reason)) {
            line.append(": ").append(cause);
        }
        console.note(line.toString());
    }

    private String line(String what, long size, String path) {
        return String.format("%-10s %10s  %s", what, messages.size(size), Quoted.of(path));
    }

    @Override
    public void finished(SyncReport report) {
        end(report.problem(), report.exitCode(), EndLine.of(messages, mode, report.summary(), report.exitCode()));
    }

    @Override
    public void finished(VerifyReport report) {
        if (report.summary().checked() > 0) {
            ReadNote.of(messages, report.summary()).forEach(ends);
        }
        end(report.problem(), report.exitCode(), EndLine.of(messages, report.summary(), report.exitCode()));
    }

    @Override
    public void finished(RestoreReport report) {
        end(report.problem(), report.exitCode(), EndLine.of(messages, report.summary(), report.exitCode()));
    }

    @Override
    public void finished(PruneReport report) {
        end(report.problem(), report.exitCode(), EndLine.of(messages, mode, report.summary(), report.exitCode()));
    }

    @Override
    public void finished(MirrorReport report) {
        end(report.problem(), report.exitCode(), EndLine.of(messages, mode, report.summary(), report.exitCode()));
    }

    @Override
    public void finished(ExpiryReport report) {
        end(report.problem(), report.exitCode(), EndLine.of(messages, mode, report.summary(), report.exitCode()));
    }

    private void end(@Nullable Problem problem, ExitCode exitCode, String line) {
        if (exitCode == ExitCode.INTERRUPTED || exitCode == ExitCode.TERMINATED) {
            long count = left.sum();
            console.note(count == 0 ? messages.text("interrupted") : messages.text("interruptedLeft", count));
        } else if (problem != null) {
            console.error(problem.message());
        }
        ends.accept(line);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
