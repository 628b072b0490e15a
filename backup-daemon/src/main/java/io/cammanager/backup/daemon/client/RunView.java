package io.cammanager.backup.daemon.client;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.report.EndLine;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.daemon.client.Commands.Output;
import io.cammanager.backup.daemon.client.SyncArguments.Detail;
import io.cammanager.backup.daemon.json.JsonObject;
import io.cammanager.backup.daemon.json.JsonText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Shows a run to people, as the daemon's log and the command tell one: what goes wrong on stderr, the rest on stdout. */
final class RunView {
    private final Output console;
    private final Messages messages;
    private final SyncArguments arguments;

    RunView(Output console, Messages messages, SyncArguments arguments) {
        this.console = console;
        this.messages = messages;
        this.arguments = arguments;
    }

    void accepted(JsonObject job) {
        if (arguments.detail() == Detail.EVERY_FILE) {
            console.err()
                    .println("job " + line(text(job, "id")) + " runs as soon as the one under way, if any, has ended");
        }
    }

    void event(String name, JsonObject data) {
        switch (name) {
            case "jobStarted" -> console.out().println(messages.text("sync.started"));
            case "planned" -> planned(data);
            case "file" -> file(data);
            case "verified" -> problem(text(data, "result"), data);
            case "warning" -> console.err().println("warning: " + line(text(data, "message")));
            case "retry" -> retry(data);
            default -> {} // progress, and what later daemons tell
        }
    }

    /** Says that the course of the run can no longer be shown. */
    void lost() {
        console.err().println("the daemon's events came to an end: the files are not shown any more, the end will be");
    }

    /** Shows the end, and returns the exit code. */
    int ended(JsonObject job) {
        Long code = job.number("exit_code");
        ExitCode exitCode = Arrays.stream(ExitCode.values())
                .filter(candidate -> code != null && candidate.code() == code)
                .findFirst()
                .orElse(ExitCode.UNEXPECTED);
        String problem = job.text("problem");
        if (problem != null) {
            console.err().println("error: " + line(problem));
        }
        SyncSummary summary = summary(job.object("counts"));
        console.out()
                .println(
                        summary == null
                                ? messages.text("sync.stopped")
                                : EndLine.of(messages, arguments.mode(), summary, exitCode));
        return exitCode.code();
    }

    private void planned(JsonObject file) {
        String expected = text(file, "expected");
        String action = expected.equals("uploaded") ? "upload" : expected;
        console.out().println(fileLine(action, file) + "  (" + reason(file) + ")");
    }

    private void file(JsonObject file) {
        String outcome = text(file, "outcome");
        switch (outcome) {
            case "failed", "vanished", "conflict" -> problem(outcome, file);
            default -> {
                if (arguments.detail() == Detail.EVERY_FILE) {
                    console.out().println(fileLine(outcome, file));
                }
            }
        }
    }

    private void retry(JsonObject file) {
        if (arguments.detail() == Detail.EVERY_FILE) {
            console.err()
                    .println("retry: " + Quoted.of(text(file, "path")) + ": attempt " + number(file, "attempt")
                            + " failed, next in " + messages.duration(number(file, "delay_ms")) + ": "
                            + line(text(file, "cause")));
        }
    }

    private void problem(String what, JsonObject file) {
        String reason = reason(file);
        String detail = text(file, "detail");
        console.err()
                .println(line(what) + ": " + Quoted.of(text(file, "path")) + (reason.isEmpty() ? "" : ": " + reason)
                        + (detail.isEmpty() || detail.equals(reason) ? "" : ": " + line(detail)));
    }

    private String fileLine(String what, JsonObject file) {
        return String.format(
                "%-10s %10s  %s", line(what), messages.size(number(file, "size")), Quoted.of(text(file, "path")));
    }

    private static String reason(JsonObject file) {
        String name = text(file, "reason");
        return Arrays.stream(Reason.values())
                .filter(reason -> JsonText.lower(reason).equals(name))
                .findFirst()
                .map(Reason::text)
                .orElse(line(name));
    }

    /** Returns the summary that the counts were made of; null when the run ended without one. */
    private static @Nullable SyncSummary summary(@Nullable JsonObject counts) {
        if (counts == null || !counts.has("scanned")) {
            return null;
        }
        return new SyncSummary(
                number(counts, "scanned"),
                number(counts, "uploaded"),
                number(counts, "unchanged"),
                number(counts, "excluded"),
                number(counts, "deferred"),
                number(counts, "failed"),
                number(counts, "vanished"),
                number(counts, "conflicts"),
                number(counts, "replaced"),
                number(counts, "deleted"),
                number(counts, "bytes_uploaded"),
                number(counts, "bytes_total"),
                number(counts, "verified"),
                number(counts, "mismatched"),
                number(counts, "duration_ms"),
                number(counts, "requests"));
    }

    /** Returns a sentence of the daemon's as one line, whatever became of it on its way. */
    static String line(String sentence) {
        return sentence.replaceAll("\\p{Cntrl}", "?");
    }

    private static String text(JsonObject json, String name) {
        String text = json.text(name);
        return text == null ? "" : text;
    }

    private static long number(JsonObject json, String name) {
        Long number = json.number(name);
        return number == null ? 0 : number;
    }
}
