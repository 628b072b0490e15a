package io.cammanager.backup.core.report;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifySummary;
import java.util.ArrayList;
import java.util.List;

/** The one line at the end of a run: how it ended, then the counts, the bad ones first and without the zeros. */
public final class EndLine {
    private final Messages messages;
    private final List<String> parts = new ArrayList<>();

    private EndLine(Messages messages) {
        this.messages = messages;
    }

    public static String of(Messages messages, SyncOptions.Mode mode, SyncSummary summary, ExitCode exitCode) {
        boolean dryRun = mode == SyncOptions.Mode.DRY_RUN;
        EndLine line = new EndLine(messages)
                .unlessZero("failed", summary.failed())
                .unlessZero("conflicts", summary.conflicts())
                .unlessZero("vanished", summary.vanished())
                .unlessZero("mismatched", summary.mismatched());
        if (dryRun) {
            line.always("toUpload", summary.uploaded());
        } else {
            line.always("uploaded", summary.uploaded(), messages.size(summary.bytesUploaded()));
        }
        return line.unlessZero("replaced", summary.replaced())
                .always("unchanged", summary.unchanged())
                .unlessZero("deferred", summary.deferred())
                .unlessZero("excluded", summary.excluded())
                .unlessZero("deleted", summary.deleted())
                .unlessZero("verified", summary.verified())
                .always("scanned", summary.scanned(), messages.duration(summary.durationMillis()))
                .titled("sync." + (dryRun && exitCode == ExitCode.OK ? "planned" : ending(exitCode)));
    }

    public static String of(Messages messages, VerifySummary summary, ExitCode exitCode) {
        return new EndLine(messages)
                .unlessZero("missing", summary.missing())
                .unlessZero("differing", summary.differing())
                .unlessZero("failed", summary.failed())
                .unlessZero("unproven", summary.unproven())
                .always("verified", summary.verified())
                .unlessZero("unknown", summary.unknown())
                .always("checked", summary.checked(), messages.duration(summary.durationMillis()))
                .titled("verify." + ending(exitCode));
    }

    public static String of(Messages messages, RestoreSummary summary, ExitCode exitCode) {
        return new EndLine(messages)
                .unlessZero("damaged", summary.damaged())
                .unlessZero("failed", summary.failed())
                .unlessZero("refused", summary.refused())
                .unlessZero("conflicts", summary.conflicts())
                .always("restored", summary.restored(), messages.size(summary.bytesRestored()))
                .unlessZero("unchanged", summary.unchanged())
                .always("selected", summary.selected(), messages.duration(summary.durationMillis()))
                .titled("restore." + ending(exitCode));
    }

    private static String ending(ExitCode exitCode) {
        return switch (exitCode) {
            case OK -> "completed";
            case INCOMPLETE -> "incomplete";
            case MISMATCH -> "mismatch";
            case INTERRUPTED, TERMINATED -> "interrupted";
            default -> "stopped";
        };
    }

    private EndLine unlessZero(String key, long count) {
        return count == 0 ? this : always(key, count);
    }

    private EndLine always(String key, Object... arguments) {
        parts.add(messages.text(key, arguments));
        return this;
    }

    private String titled(String key) {
        return messages.text(key) + ": " + String.join(", ", parts);
    }
}
