package io.cammanager.backup.daemon.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.daemon.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has the daemon sync, shows the run, and ends as it ends. Interrupting it leaves the run alone. */
final class RemoteSync {
    private static final String JOBS = "/api/v1/jobs";
    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final DaemonClient daemon;
    private final RunView view;
    private final Sleeper sleeper;

    RemoteSync(DaemonClient daemon, RunView view, Sleeper sleeper) {
        this.daemon = daemon;
        this.view = view;
        this.sleeper = sleeper;
    }

    /**
     * Returns the exit code of the run.
     *
     * @throws BackupException when the daemon cannot be asked, or ends before the run does
     */
    int run(SyncArguments arguments) throws InterruptedException {
        // Followed first, so that nothing of the run is missed.
        HttpResponse<InputStream> events = daemon.follow("/api/v1/events");
        try (InputStream stream = events.body()) {
            JsonObject job = request(arguments);
            String id = text(job, "id");
            view.accepted(job);
            JsonObject end = events.statusCode() == 200 ? follow(stream, id) : null;
            return view.ended(end == null ? await(id) : end);
        } catch (IOException e) {
            throw new BackupException(ExitCode.UNREACHABLE, "the daemon's events cannot be read: " + e.getMessage(), e);
        }
    }

    private JsonObject request(SyncArguments arguments) throws InterruptedException {
        HttpResponse<String> answer = daemon.post(JOBS, arguments.toJson());
        JsonObject body = json(answer.body());
        return switch (answer.statusCode()) {
            case 202 -> body;
            case 409 ->
                throw new BackupException(
                        ExitCode.UNREACHABLE, "the daemon is stopping and takes no more jobs: ask the next one");
            default ->
                throw new BackupException(
                        ExitCode.UNEXPECTED,
                        "the daemon refuses the job (" + answer.statusCode() + "): "
                                + RunView.line(text(body, "detail")));
        };
    }

    /** Returns the end of the job, or null when the stream ends before: then we were too slow, or the daemon stops. */
    private @Nullable JsonObject follow(InputStream stream, String id) {
        String name = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(EVENT)) {
                    name = line.substring(EVENT.length());
                } else if (line.startsWith(DATA)) {
                    JsonObject data = json(line.substring(DATA.length()));
                    if (id.equals(data.text(name.startsWith("job") ? "id" : "job"))) {
                        if (name.equals("jobEnded")) {
                            return data;
                        }
                        view.event(name, data);
                    }
                }
            }
        } catch (IOException e) {
            // broken off, which says no more than an end that comes too early
        }
        return null;
    }

    private JsonObject await(String id) throws InterruptedException {
        view.lost();
        while (true) {
            HttpResponse<String> answer = daemon.get(JOBS + "/" + id);
            if (answer.statusCode() != 200) {
                throw new BackupException(
                        ExitCode.UNREACHABLE, "the daemon no longer knows the run: see its log for how it ended");
            }
            JsonObject job = json(answer.body());
            if ("done".equals(job.text("state"))) {
                return job;
            }
            sleeper.sleep(BETWEEN_LOOKS);
        }
    }

    private static JsonObject json(String text) {
        try {
            return JsonObject.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    ExitCode.UNEXPECTED, "what answers at HTTP_BIND is no backup daemon: it does not speak JSON", e);
        }
    }

    private static String text(JsonObject json, String name) {
        String text = json.text(name);
        return text == null ? "" : text;
    }
}
