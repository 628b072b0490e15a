package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.doctor.Doctor;
import io.cammanager.backup.core.doctor.Finding;
import io.cammanager.backup.core.doctor.Finding.Verdict;
import io.cammanager.backup.core.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description =
                "Try everything that a backup relies on, a line for each: the settings, this machine, the way to the"
                        + " store, the rights of the key, and what the store promises, by trying to break it. Writes a few"
                        + " hundred small objects to .cammanager/probe/ and removes them. May be run beside a sync.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0 nothing failed, though some of it may be unwise; else that of the worst failure: 2 settings,",
            "  4 source missing, 5 the store cannot be reached, 6 access refused, 8 state, 10 no bucket,",
            "  12 wrong encryption password, 3 or 7 the store is not to be relied on"
        })
final class DoctorCommand extends BackupCommand {
    @Option(names = "--no-write", description = "Leave away the checks that write to the bucket.")
    private boolean noWrite;

    DoctorCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Console console = context().console();
        List<Finding> findings = new ArrayList<>();
        ExitCode exitCode;
        try (Doctor doctor = context().engines().doctor(settings)) {
            Doctor.Writing writing = noWrite ? Doctor.Writing.NOT_ALLOWED : Doctor.Writing.ALLOWED;
            exitCode = doctor.examine(writing, finding -> {
                findings.add(finding);
                if (json() || !finding.isNotTried()) {
                    console.out(json() ? json(finding) : text(finding)); // at once: some of them take a while
                }
            });
        }
        if (!json()) {
            notTried(findings).forEach(console::out);
        }
        console.out(json() ? summary(findings).put("exit_code", exitCode.code()).toString() : end(findings));
        return exitCode;
    }

    /** A line for each reason: what hangs on one thing would else hide it among as many lines. */
    private static List<String> notTried(List<Finding> findings) {
        Map<String, List<String>> checks = new LinkedHashMap<>();
        findings.stream()
                .filter(Finding::isNotTried)
                .forEach(finding -> checks.computeIfAbsent(finding.found(), found -> new ArrayList<>())
                        .add(finding.check()));
        List<String> lines = new ArrayList<>();
        checks.forEach((found, names) ->
                lines.add(line(Verdict.UNKNOWN, names.size() == 1 ? names.get(0) : names.size() + " more", found)
                        + (names.size() == 1 ? "" : ": " + String.join(", ", names))));
        return lines;
    }

    private static String text(Finding finding) {
        String remedy = finding.remedy() == null ? "" : ": " + finding.remedy();
        return line(finding.verdict(), finding.check(), finding.found()) + remedy;
    }

    private static String line(Verdict verdict, String check, String found) {
        return String.format("%-7s  %-19s  %s", word(verdict), check, found);
    }

    private static String word(Verdict verdict) {
        return verdict == Verdict.FAIL ? "FAIL" : verdict.word();
    }

    private static String json(Finding finding) {
        return JsonLine.of("check")
                .put("check", finding.check())
                .put("verdict", finding.verdict().word())
                .put("found", finding.found())
                .putIfPresent("remedy", finding.remedy())
                .put("exit_code", finding.exitCode().code())
                .toString();
    }

    private static String end(List<Finding> findings) {
        return count(findings, Verdict.OK) + " ok, " + count(findings, Verdict.WARN) + " to think about, "
                + count(findings, Verdict.FAIL) + " failed, " + count(findings, Verdict.UNKNOWN) + " unknown";
    }

    private static JsonLine summary(List<Finding> findings) {
        JsonLine line = JsonLine.of("summary");
        for (Verdict verdict : Verdict.values()) {
            line = line.put(verdict.word(), count(findings, verdict));
        }
        return line;
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    @Override
    public JsonLine emptySummary() {
        return summary(List.of());
    }
}
