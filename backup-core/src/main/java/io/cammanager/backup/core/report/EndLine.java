package io.cammanager.backup.core.report;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import java.util.ArrayList;
import java.util.List;

/** The one line at the end of a run: how it ended, then the counts, the bad ones first and without the zeros. */
public final class EndLine {
    private final Messages messages;
    private final List<String> parts = new ArrayList<>();

    private EndLine(Messages messages) {
        this.messages = messages;
    }

    /** Returns the line of a sync that was to send what is missing. */
    public static String of(Messages messages, SyncReport report) {
        SyncSummary summary = report.summary();
        return new EndLine(messages)
                .unlessZero("failed", summary.failed())
                .unlessZero("conflicts", summary.conflicts())
                .unlessZero("vanished", summary.vanished())
                .unlessZero("mismatched", summary.mismatched())
                .always("uploaded", summary.uploaded(), messages.size(summary.bytesUploaded()))
                .unlessZero("replaced", summary.replaced())
                .always("unchanged", summary.unchanged())
                .unlessZero("deferred", summary.deferred())
                .unlessZero("excluded", summary.excluded())
                .unlessZero("deleted", summary.deleted())
                .unlessZero("verified", summary.verified())
                .always("scanned", summary.scanned(), messages.duration(summary.durationMillis()))
                .titled("sync." + ending(report.exitCode()));
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
