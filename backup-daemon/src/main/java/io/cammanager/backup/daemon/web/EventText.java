package io.cammanager.backup.daemon.web;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.json.JsonText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens, as server-sent events. Their data is JSON on one line, so that no name can begin a line of its own. */
final class EventText {
    /** Comes when there is nothing to say, so that both ends notice when the other is gone. */
    static final String HEARTBEAT = ":\n\n";

    private EventText() {}

    static String started(Job job) {
        return event("jobStarted", json -> JobText.job(json, job));
    }

    static String ended(Job job, JobResult result) {
        return event("jobEnded", json -> {
            JobText.job(json, job);
            JobText.result(json, result);
        });
    }

    static String progress(Job job, RunProgress progress) {
        return event("progress", json -> {
            json.put("job", job.id());
            progress.write(json);
        });
    }

    /**
     * Returns the event, or null for what only counts: files that are as they should be or were never meant, and those that a
     * cancelled run did not come to. Of these there may be hundreds of thousands in a second.
     */
    static @Nullable String of(Job job, BackupEvent event) {
        if (event instanceof BackupEvent.Finished file) {
            return isWorthTelling(file) ? finished(job, file) : null;
        } else if (event instanceof BackupEvent.Planned file) {
            return event(
                    "planned",
                    json -> json.put("job", job.id())
                            .put("path", file.path())
                            .put("size", file.size())
                            .put("expected", file.expected())
                            .put("reason", file.reason()));
        } else if (event instanceof BackupEvent.Retrying file) {
            return event(
                    "retry",
                    json -> json.put("job", job.id())
                            .put("path", file.path())
                            .put("attempt", file.attempt())
                            .put("delay_ms", file.delayMillis())
                            .put("cause", file.cause()));
        } else if (event instanceof BackupEvent.Verified file) {
            return file.result() == VerifyResult.OK || file.result() == VerifyResult.UNPROVEN
                    ? null
                    : verified(job, file);
        } else if (event instanceof BackupEvent.Pruned file) {
            return copy("pruned", job, file.path(), file.result(), file.detail());
        } else if (event instanceof BackupEvent.Mirrored file) {
            return file.result() == MirrorResult.UNCHANGED
                    ? null
                    : copy("mirrored", job, file.path(), file.result(), file.detail());
        } else if (event instanceof BackupEvent.Expired file) {
            return isWorthTelling(file) ? copy("expired", job, file.path(), file.result(), file.detail()) : null;
        } else if (event instanceof BackupEvent.Warning warning) {
            return event("warning", json -> json.put("job", job.id()).put("message", warning.message()));
        }
        return null;
    }

    private static boolean isWorthTelling(BackupEvent.Finished file) {
        return file.outcome() != Outcome.UNCHANGED
                && file.outcome() != Outcome.EXCLUDED
                && file.reason() != Reason.INTERRUPTED;
    }

    private static boolean isWorthTelling(BackupEvent.Expired file) {
        return switch (file.result()) {
            case DELETED, PLANNED, GONE, MARKED, CHANGED, MISSING, DIFFERS, FAILED -> true;
            case WAITING, LOCKED, YOUNG, NEWEST, STILL_HERE, UNPROVEN -> false;
        };
    }

    private static String finished(Job job, BackupEvent.Finished file) {
        return event(
                "file",
                json -> json.put("job", job.id())
                        .put("path", file.path())
                        .put("size", file.size())
                        .put("outcome", file.outcome())
                        .put("reason", file.reason())
                        .put("detail", file.detail()));
    }

    private static String verified(Job job, BackupEvent.Verified file) {
        return event(
                "verified",
                json -> json.put("job", job.id())
                        .put("path", file.path())
                        .put("level", file.level())
                        .put("result", file.result())
                        .put("detail", file.detail()));
    }

    private static String copy(String name, Job job, String path, Enum<?> result, @Nullable String detail) {
        return event(
                name,
                json -> json.put("job", job.id())
                        .put("path", path)
                        .put("result", result)
                        .put("detail", detail));
    }

    private static String event(String name, Consumer<JsonText> data) {
        return "event: " + name + "\ndata: " + JsonText.object(data) + "\n\n";
    }
}
