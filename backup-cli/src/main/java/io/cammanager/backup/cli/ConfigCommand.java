package io.cammanager.backup.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "config",
        description = "Show the settings, or obscure a password for an rclone.conf.",
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean unusedHelp; // picocli itself acts on it
}
