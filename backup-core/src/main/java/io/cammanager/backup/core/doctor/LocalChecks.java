package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.lock.LocalLock;
import io.cammanager.backup.core.scan.EncodingGuard;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine can tell by itself. */
final class LocalChecks {
    private final DoctorContext context;

    LocalChecks(DoctorContext context) {
        this.context = context;
    }

    /** Settings that make no sense have ended the command before. */
    List<Finding> settings() {
        List<String> warnings = context.surroundings().warnings();
        return warnings.isEmpty()
                ? List.of(Finding.ok("settings", "they make sense"))
                : warnings.stream().map(LocalChecks::unwise).toList();
    }

    private static Finding unwise(String warning) {
        return new Finding("settings", Finding.Verdict.WARN, warning, null, ExitCode.OK);
    }

    static List<Finding> fileNames() {
        try {
            EncodingGuard.requireUtf8();
            return List.of(Finding.ok("file names", "read as UTF-8"));
        } catch (BackupException e) {
            return List.of(Finding.fail("file names", e.exitCode(), String.valueOf(e.getMessage()), null));
        }
    }

    List<Finding> source() {
        Path source = context.local().source();
        if (!Files.exists(source)) {
            return missing("does not exist");
        }
        int cameras = 0;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(source)) {
            for (Path child : children) {
                if (Files.isDirectory(child)) {
                    if (!Files.isReadable(child) || !Files.isExecutable(child)) {
                        return unreadable(child);
                    }
                    cameras++;
                }
            }
        } catch (IOException e) {
            return missing("cannot be read: " + LocalFailure.reason(e));
        }
        String what = Quoted.of(source.toString());
        return List.of(
                cameras == 0
                        ? Finding.warn(
                                "source",
                                what + " holds no camera's directory",
                                "check RECORDINGS_DIR, and that its disk is mounted")
                        : Finding.ok("source", what + " can be read, directories in it: " + cameras));
    }

    private List<Finding> missing(String why) {
        return List.of(Finding.fail(
                "source",
                ExitCode.SAFETY_STOP,
                "the source " + Quoted.of(context.local().source().toString()) + " " + why,
                "check RECORDINGS_DIR, and that its disk is mounted"));
    }

    private static List<Finding> unreadable(Path directory) {
        return List.of(Finding.fail(
                "source",
                ExitCode.INCOMPLETE,
                Quoted.of(directory.toString()) + " cannot be read by this user",
                "let this user read and enter it"));
    }

    /** Reads what the holder has said of itself; to try the lock might keep a sync from it. */
    List<Finding> lock() {
        return List.of(LocalLock.holder(context.local().state())
                .map(owner -> Finding.ok(
                        "lock", "taken by " + Quoted.of(owner) + ", which is under way or was killed; then it is free"))
                .orElseGet(() -> Finding.ok("lock", "nobody holds it")));
    }
}
