package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.bucket.RetentionReport;
import io.cammanager.backup.core.bucket.RuleChange;
import io.cammanager.backup.core.bucket.RuleChange.Kind;
import java.util.List;
import java.util.function.Function;

/** Writes what the rules of the bucket are, or have become. */
final class RetentionOutput {
    private final Console console;
    private final boolean json;

    RetentionOutput(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /**
     * Writes it all.
     *
     * @param hints what the user should know beside it, a sentence each
     * @param end the last line for people
     */
    void write(RetentionReport report, Function<RuleChange, String> text, List<String> hints, String end) {
        report.rules().forEach(rule -> console.data(json ? RuleLine.json(rule) : text.apply(rule)));
        if (json) {
            hints.forEach(hint ->
                    console.data(JsonLine.of("warning").put("message", hint).toString()));
            report.problems()
                    .forEach(problem -> console.data(
                            JsonLine.of("problem").put("message", problem).toString()));
            console.data(
                    summary(report).put("exit_code", report.exitCode().code()).toString());
        } else {
            console.data(end);
        }
        console.flush();
        if (!json) {
            hints.forEach(console::warning);
        }
        report.problems().forEach(console::error);
    }

    static JsonLine summary(RetentionReport report) {
        return JsonLine.of("summary")
                .put("added", report.count(Kind.ADDED))
                .put("changed", report.count(Kind.CHANGED))
                .put("unchanged", report.count(Kind.UNCHANGED))
                .put("removed", report.count(Kind.REMOVED))
                .put("others", report.count(Kind.FOREIGN))
                .put("uncovered", report.uncovered().size())
                .put("problems", report.problems().size());
    }

    static JsonLine emptySummary() {
        return summary(new RetentionReport(List.of(), List.of(), List.of(), List.of()));
    }
}
