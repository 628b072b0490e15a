package io.cammanager.backup.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "retention",
        description = "How long the bucket keeps recordings: show, set or clear the rules that the store carries out,"
                + " or apply your own where it carries out none.",
        synopsisSubcommandLabel = "COMMAND")
final class RetentionCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean unusedHelp; // picocli itself acts on it
}
