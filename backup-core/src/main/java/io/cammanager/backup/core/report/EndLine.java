package io.cammanager.backup.core.report;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpirySummary;
import io.cammanager.backup.core.MirrorSummary;
import io.cammanager.backup.core.PruneSummary;
import io.cammanager.backup.core.RestoreSummary;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The one line at the end of a run: how it ended, then the counts, the bad ones first and without the zeros. */
public final class EndLine {
    private final Messages messages;
    private final List<String> parts = new ArrayList<>();

    private EndLine(Messages messages) {
        this.messages = messages;
    }

    public static String of(Messages messages, SyncOptions.Mode mode, SyncSummary summary, ExitCode exitCode) {
        return sync(messages, mode, summary.counts(), exitCode);
    }

    /** Tells a sync by the counts of a summary; one that is missing is 0. */
    public static String sync(Messages messages, SyncOptions.Mode mode, Map<String, Long> counts, ExitCode exitCode) {
        boolean dryRun = mode == SyncOptions.Mode.DRY_RUN;
        EndLine line = new EndLine(messages)
                .unlessZero("failed", count(counts, "failed"))
                .unlessZero("conflicts", count(counts, "conflicts"))
                .unlessZero("vanished", count(counts, "vanished"))
                .unlessZero("mismatched", count(counts, "mismatched"));
        if (dryRun) {
            line.always("toUpload", count(counts, "uploaded"));
        } else {
            line.always("uploaded", count(counts, "uploaded"), messages.size(count(counts, "bytes_uploaded")));
        }
        return line.unlessZero("replaced", count(counts, "replaced"))
                .always("unchanged", count(counts, "unchanged"))
                .unlessZero("deferred", count(counts, "deferred"))
                .unlessZero("excluded", count(counts, "excluded"))
                .unlessZero("deleted", count(counts, "deleted"))
                .unlessZero("verified", count(counts, "verified"))
                .always("scanned", count(counts, "scanned"), messages.duration(count(counts, "duration_ms")))
                .titled("sync." + (dryRun && exitCode == ExitCode.OK ? "planned" : ending(exitCode)));
    }

    public static String of(Messages messages, VerifySummary summary, ExitCode exitCode) {
        return summary.level() == VerifyLevel.DRILL
                ? drill(messages, summary.counts(), exitCode)
                : verification(messages, summary.counts(), exitCode);
    }

    /** Tells a restore drill by the counts of a summary; one that is missing is 0. */
    public static String drill(Messages messages, Map<String, Long> counts, ExitCode exitCode) {
        return verification(messages, counts, "drill." + ending(exitCode));
    }

    /** Tells a verification by the counts of a summary; one that is missing is 0. */
    public static String verification(Messages messages, Map<String, Long> counts, ExitCode exitCode) {
        return verification(messages, counts, "verify." + ending(exitCode));
    }

    private static String verification(Messages messages, Map<String, Long> counts, String title) {
        return new EndLine(messages)
                .unlessZero("missing", count(counts, "missing"))
                .unlessZero("differing", count(counts, "differing"))
                .unlessZero("healed", count(counts, "healed"))
                .unlessZero("failed", count(counts, "failed"))
                .unlessZero("unproven", count(counts, "unproven"))
                .always("verified", count(counts, "verified"))
                .unlessZero("unknown", count(counts, "unknown"))
                .always("checked", count(counts, "checked"), messages.duration(count(counts, "duration_ms")))
                .titled(title);
    }

    public static String of(Messages messages, RestoreSummary summary, ExitCode exitCode) {
        return new EndLine(messages)
                .unlessZero("damaged", summary.damaged())
                .unlessZero("failed", summary.failed())
                .unlessZero("refused", summary.refused())
                .unlessZero("conflicts", summary.conflicts())
                .unlessZero("thawing", summary.thawing())
                .always("restored", summary.restored(), messages.size(summary.bytesRestored()))
                .unlessZero("unproven", summary.unproven())
                .unlessZero("unchanged", summary.unchanged())
                .always("selected", summary.selected(), messages.duration(summary.durationMillis()))
                .titled("restore." + ending(exitCode));
    }

    public static String of(Messages messages, SyncOptions.Mode mode, PruneSummary summary, ExitCode exitCode) {
        return prune(messages, mode, summary.counts(), exitCode);
    }

    /** Tells a deletion here by the counts of a summary; one that is missing is 0. */
    public static String prune(Messages messages, SyncOptions.Mode mode, Map<String, Long> counts, ExitCode exitCode) {
        boolean dryRun = mode == SyncOptions.Mode.DRY_RUN;
        return new EndLine(messages)
                .unlessZero("missing", count(counts, "missing"))
                .unlessZero("differing", count(counts, "differing"))
                .unlessZero("failed", count(counts, "failed"))
                .unlessZero("refused", count(counts, "refused"))
                .unlessZero("changed", count(counts, "changed"))
                .always(
                        dryRun ? "toPrune" : "pruned",
                        count(counts, "pruned"),
                        messages.size(count(counts, "bytes_freed")))
                .unlessZero("gone", count(counts, "gone"))
                .always("examined", count(counts, "examined"), messages.duration(count(counts, "duration_ms")))
                .titled("prune." + (dryRun && exitCode == ExitCode.OK ? "planned" : ending(exitCode)));
    }

    public static String of(Messages messages, SyncOptions.Mode mode, MirrorSummary summary, ExitCode exitCode) {
        return mirror(messages, mode, summary.counts(), exitCode);
    }

    /** Tells a copy of the bucket by the counts of a summary; one that is missing is 0. */
    public static String mirror(Messages messages, SyncOptions.Mode mode, Map<String, Long> counts, ExitCode exitCode) {
        boolean dryRun = mode == SyncOptions.Mode.DRY_RUN;
        return new EndLine(messages)
                .unlessZero("damaged", count(counts, "damaged"))
                .unlessZero("missing", count(counts, "missing"))
                .unlessZero("failed", count(counts, "failed"))
                .unlessZero("conflicts", count(counts, "conflicts"))
                .unlessZero("changed", count(counts, "changed"))
                .always(
                        dryRun ? "toCopy" : "copied",
                        count(counts, "copied"),
                        messages.size(count(counts, "bytes_copied")))
                .unlessZero("serverSide", count(counts, "server_side"))
                .unlessZero("unproven", count(counts, "unproven"))
                .always("unchanged", count(counts, "unchanged"))
                .unlessZero("gone", count(counts, "gone"))
                .always("examined", count(counts, "examined"), messages.duration(count(counts, "duration_ms")))
                .titled("mirror." + (dryRun && exitCode == ExitCode.OK ? "planned" : ending(exitCode)));
    }

    public static String of(Messages messages, SyncOptions.Mode mode, ExpirySummary summary, ExitCode exitCode) {
        return retention(messages, mode, summary.counts(), exitCode);
    }

    /** Tells a deletion from the bucket by the counts of a summary; one that is missing is 0. */
    public static String retention(
            Messages messages, SyncOptions.Mode mode, Map<String, Long> counts, ExitCode exitCode) {
        boolean dryRun = mode == SyncOptions.Mode.DRY_RUN;
        return new EndLine(messages)
                .unlessZero("missing", count(counts, "missing"))
                .unlessZero("differing", count(counts, "differing"))
                .unlessZero("failed", count(counts, "failed"))
                .unlessZero("changed", count(counts, "changed"))
                .always(
                        dryRun ? "toExpire" : "expired",
                        count(counts, "deleted"),
                        messages.size(count(counts, "bytes_deleted")))
                .always(dryRun ? "toMark" : "marked", count(counts, "marked"))
                .unlessZero("gone", count(counts, "gone"))
                .unlessZero("waiting", count(counts, "waiting"))
                .unlessZero("locked", count(counts, "locked"))
                .unlessZero("tooYoung", count(counts, "young"))
                .unlessZero("newest", count(counts, "newest"))
                .unlessZero("stillHere", count(counts, "still_here"))
                .unlessZero("unproven", count(counts, "unproven"))
                .always("examined", count(counts, "examined"), messages.duration(count(counts, "duration_ms")))
                .titled("retention." + (dryRun && exitCode == ExitCode.OK ? "planned" : ending(exitCode)));
    }

    private static long count(Map<String, Long> counts, String name) {
        return counts.getOrDefault(name, 0L);
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
