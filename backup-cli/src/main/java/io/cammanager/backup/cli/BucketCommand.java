package io.cammanager.backup.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "bucket", description = "Make the bucket what it should be.", synopsisSubcommandLabel = "COMMAND")
final class BucketCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean unusedHelp; // picocli itself acts on it
}
