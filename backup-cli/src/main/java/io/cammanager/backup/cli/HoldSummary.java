package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.bucket.HoldReport;

/** The last line of JSON of what changes holds. */
final class HoldSummary {
    private HoldSummary() {}

    static JsonLine of(HoldReport report) {
        return counts(report.changed(), report.kept(), report.problems().size())
                .put("exit_code", report.exitCode().code());
    }

    static JsonLine counts(long changed, long kept, long problems) {
        return JsonLine.of("summary").put("changed", changed).put("kept", kept).put("problems", problems);
    }

    static JsonLine empty() {
        return counts(0, 0, 0);
    }
}
