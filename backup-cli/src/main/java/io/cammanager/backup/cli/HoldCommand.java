package io.cammanager.backup.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "hold",
        description = "Keep recordings that are evidence: nobody can delete them until the hold is taken off.",
        synopsisSubcommandLabel = "COMMAND")
final class HoldCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean unusedHelp; // picocli itself acts on it
}
