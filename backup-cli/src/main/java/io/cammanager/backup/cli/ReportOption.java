package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.ComparisonReport;
import io.cammanager.backup.cli.report.ComparisonReport.Shape;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.cli.report.TextReporter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A line for each recording, where it is asked for. */
final class ReportOption {
    private static final String STDOUT = "-";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a line for each recording, as rclone check --combined does: = the same, + not in the"
                    + " bucket, - only there, * different, ! could not be looked at. With --json in JSON. - is stdout.")
    private @Nullable String file;

    /** Returns the reporter to tell of the run by; stdout may belong to the lines. */
    Reporter beside(Reporter reporter) {
        return STDOUT.equals(file) && reporter instanceof TextReporter text ? text.besideOutput() : reporter;
    }

    /** Opens the report; it passes every event on. */
    ComparisonReport open(Console console, boolean json, Reporter reporter) {
        if (file == null) {
            return ComparisonReport.none(reporter);
        }
        Shape shape = json ? Shape.JSON : Shape.SIGNS;
        return file.equals(STDOUT)
                ? ComparisonReport.to(console, shape, reporter)
                : ComparisonReport.to(Path.of(file), shape, reporter);
    }
}
