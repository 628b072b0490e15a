package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableSet;
import io.cammanager.backup.core.SyncOptions.Mode;
import io.cammanager.backup.core.SyncOptions.VerifyScope;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.json.JsonObject;
import io.cammanager.backup.daemon.json.JsonText;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asking for a job, and asking how it goes. */
final class JobPages {
    private static final Set<String> FIELDS = ImmutableSet.of("kind", "dry_run", "verify");

    private final DaemonControl control;
    private final JobBook book;

    JobPages(DaemonControl control, JobBook book) {
        this.control = control;
        this.book = book;
    }

    /** Asks for the job that the body describes. */
    JobBook.Entry request(String body) {
        Job job = control.request(read(body))
                .orElseThrow(() -> new Refusal.Thrown(409, "the daemon is stopping and takes no more jobs"));
        return book.requested(job);
    }

    JobBook.Entry find(String id) {
        return book.find(id)
                .orElseThrow(() ->
                        new Refusal.Thrown(404, "there is no job with this id among the last " + JobBook.MAX_JOBS));
    }

    static String text(JobBook.Entry entry) {
        return JsonText.object(json -> {
            JobText.job(json, entry.job());
            json.put("state", entry.state());
            if (entry.result() != null) {
                JobText.result(json, entry.result());
            }
        });
    }

    private static JobRequest read(String body) {
        JsonObject json;
        try {
            json = JsonObject.parse(body);
        } catch (IllegalArgumentException e) {
            throw refused("the body is not a JSON object");
        }
        if (!FIELDS.containsAll(json.names())) {
            throw refused("the body may hold kind, dry_run and verify, and holds another field");
        }
        JobKind kind = choice(JobKind.class, "kind", json.text("kind"));
        Mode mode = dryRun(json) ? Mode.DRY_RUN : Mode.APPLY;
        VerifyScope verify =
                json.has("verify") ? choice(VerifyScope.class, "verify", json.text("verify")) : VerifyScope.NONE;
        if (kind != JobKind.SYNC && (json.has("dry_run") || json.has("verify"))) {
            throw refused("dry_run and verify are for a sync only");
        }
        return new JobRequest(kind, Trigger.REQUEST, mode, verify);
    }

    private static boolean dryRun(JsonObject json) {
        Boolean value = json.truth("dry_run");
        if (value == null && json.has("dry_run")) {
            throw refused("dry_run must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String field, @Nullable String value) {
        for (E constant : type.getEnumConstants()) {
            if (JsonText.lower(constant).equals(value)) {
                return constant;
            }
        }
        throw refused(field + " must be one of "
                + Arrays.stream(type.getEnumConstants()).map(JsonText::lower).collect(Collectors.joining(", ")));
    }

    private static Refusal.Thrown refused(String sentence) {
        return new Refusal.Thrown(400, sentence);
    }
}
