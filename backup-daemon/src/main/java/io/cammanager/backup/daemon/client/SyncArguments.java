package io.cammanager.backup.daemon.client;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.daemon.json.JsonText;
import java.util.List;

/** What is asked for on the command line: {@code [--dry-run] [--verbose] [--verify[=list|head|data]]}. */
record SyncArguments(Mode mode, Detail detail, VerifyScope verify) {
    /** How much is shown of a run. */
    enum Detail {
        SUMMARY,
        EVERY_FILE
    }

    static SyncArguments read(List<String> arguments) {
        SyncArguments read = new SyncArguments(Mode.APPLY, Detail.SUMMARY, VerifyScope.NONE);
        for (String argument : arguments) {
            read = read.with(argument);
        }
        return read;
    }

    String toJson() {
        return JsonText.object(json ->
                json.put("kind", "sync").put("dry_run", mode == Mode.DRY_RUN).put("verify", verify));
    }

    private SyncArguments with(String argument) {
        return switch (argument) {
            case "--dry-run", "-n" -> new SyncArguments(Mode.DRY_RUN, detail, verify);
            case "--verbose", "-v" -> new SyncArguments(mode, Detail.EVERY_FILE, verify);
            case "--verify" -> new SyncArguments(mode, detail, VerifyScope.CHANGED);
            case "--verify=list" -> new SyncArguments(mode, detail, VerifyScope.LIST);
            case "--verify=head" -> new SyncArguments(mode, detail, VerifyScope.HEAD);
            case "--verify=data" -> new SyncArguments(mode, detail, VerifyScope.DATA);
            default ->
                throw new BackupException(
                        ExitCode.USAGE,
                        "sync takes --dry-run, --verbose and --verify or --verify=list, head or data, not "
                                + Quoted.of(argument));
        };
    }
}
