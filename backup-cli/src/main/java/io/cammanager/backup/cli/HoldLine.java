package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.bucket.Hold;
import java.util.stream.Collectors;

/** A hold as a line of a table, or of JSON. */
final class HoldLine {
    private HoldLine() {}

    static String text(Hold hold) {
        return String.format(
                "%-21s %8d  %s, set %s by %s%s",
                Quoted.of(hold.id()),
                hold.versions(),
                selection(hold.selection()),
                hold.at(),
                Quoted.of(hold.by()),
                hold.reason().isEmpty() ? "" : ": " + Quoted.of(hold.reason()));
    }

    private static String selection(Selection selection) {
        String cameras = selection.cameras().isEmpty()
                ? "all cameras"
                : selection.cameras().stream().map(Quoted::of).collect(Collectors.joining(", "));
        return cameras
                + (selection.from() == null ? "" : " from " + selection.from())
                + (selection.to() == null ? "" : " to " + selection.to());
    }

    static String json(Hold hold) {
        Selection selection = hold.selection();
        return JsonLine.of("hold")
                .put("id", hold.id())
                .put("cameras", String.join(",", selection.cameras()))
                .putIfPresent(
                        "from",
                        selection.from() == null ? null : selection.from().toString())
                .putIfPresent(
                        "to", selection.to() == null ? null : selection.to().toString())
                .put("reason", hold.reason())
                .put("by", hold.by())
                .put("at", hold.at().toString())
                .put("versions", hold.versions())
                .toString();
    }
}
