package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Terminal;
import io.cammanager.backup.cli.report.TextReporter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that take long. */
final class RunOptions {
    @Option(
            names = {"-v", "--verbose"},
            description = "A line for every file.")
    private boolean verbose;

    @Option(
            names = "--progress",
            negatable = true,
            description = "Show how far it is, or do not. On a terminal it is shown unless told otherwise;"
                    + " elsewhere --progress writes a line every 30 seconds.")
    private @Nullable Boolean progress;

    TextReporter.Detail detail() {
        return verbose ? TextReporter.Detail.EVERY_FILE : TextReporter.Detail.SUMMARY;
    }

    boolean showsProgress(Terminal terminal) {
        return progress == null ? terminal.errIsTerminal() : progress;
    }
}
