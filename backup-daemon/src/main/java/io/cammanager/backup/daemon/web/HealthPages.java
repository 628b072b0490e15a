package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.control.DaemonSnapshot.Phase;
import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.control.JobResult;
import io.cammanager.backup.daemon.json.JsonText;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The three questions of MicroProfile Health. They are answered to anyone who reaches the port, so they say no more than an
 * orchestrator needs: no sentence of a failure, which may name hosts and buckets.
 */
final class HealthPages {
    /** After these a sync of the next hour will hardly do better without someone's help. */
    private static final Set<ExitCode> NOT_READY = Sets.immutableEnumSet(
            ExitCode.UNREACHABLE,
            ExitCode.DENIED,
            ExitCode.BUCKET_MISSING,
            ExitCode.WRONG_PASSWORD,
            ExitCode.LOCAL_STATE);

    private final WebSources sources;

    HealthPages(WebSources sources) {
        this.sources = sources;
    }

    /** What an answer says: each check by itself, and up only when all are. */
    record Health(List<Check> checks) {
        Health {
            checks = ImmutableList.copyOf(checks);
        }

        int status() {
            return isUp() ? 200 : 503;
        }

        String body() {
            return JsonText.object(json -> json.put("status", word(isUp()))
                            .array("checks", checks, (object, check) -> check.write(object)))
                    + "\n";
        }

        private boolean isUp() {
            return checks.stream().allMatch(Check::up);
        }

        private static String word(boolean up) {
            return up ? "UP" : "DOWN";
        }
    }

    /** One thing that was looked at. */
    record Check(String name, boolean up, Consumer<JsonText> data) {
        void write(JsonText json) {
            json.put("name", name)
                    .put("status", Health.word(up))
                    .object("data", data, (object, fields) -> fields.accept(object));
        }
    }

    /** Does not depend on the store, on the last job or on the one under way: a restart would mend none of these. */
    Health live() {
        return new Health(List.of(new Check("jobs", sources.jobsAlive().getAsBoolean(), json -> {})));
    }

    Health ready() {
        DaemonSnapshot daemon = sources.control().snapshot();
        return new Health(List.of(phase(daemon, daemon.phase() == Phase.RUNNING), lastSync(daemon)));
    }

    Health started() {
        DaemonSnapshot daemon = sources.control().snapshot();
        return new Health(List.of(phase(daemon, daemon.phase() != Phase.STARTING)));
    }

    private static Check phase(DaemonSnapshot daemon, boolean up) {
        return new Check("phase", up, json -> json.put("phase", daemon.phase()));
    }

    private static Check lastSync(DaemonSnapshot daemon) {
        JobResult last = daemon.lastResults().get(JobKind.SYNC);
        if (last == null) {
            return new Check("last_sync", true, json -> {});
        }
        return new Check(
                "last_sync",
                !NOT_READY.contains(last.exitCode()),
                json -> json.put("exit_code", last.exitCode().code()).put("ended", last.ended()));
    }
}
