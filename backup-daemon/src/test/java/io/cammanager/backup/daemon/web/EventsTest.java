package io.cammanager.backup.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
    private final TestServer server = TestServer.limited(Limits.DEFAULT.withEventQueue(50));
    private final Job job = PagesTest.job("j1", Trigger.REQUEST);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsAJobFromItsStartToItsEnd() throws Exception {
        try (Follower follower = follow()) {
            server.control.start(job);
            tell("garage/new.mp4", Outcome.UPLOADED, Reason.NEW);
            tell("garage/same.mp4", Outcome.UNCHANGED, Reason.SAME);
            tell("garage/not-meant.txt", Outcome.EXCLUDED, Reason.FILTERED);
            tell("garage/unreached.mp4", Outcome.FAILED, Reason.INTERRUPTED);
            server.control.tell(job, new BackupEvent.Verified("a.mp4", VerifyLevel.HEAD, VerifyResult.OK, null));
            server.control.tell(job, new BackupEvent.Verified("b.mp4", VerifyLevel.HEAD, VerifyResult.MISSING, null));
            server.control.tell(job, new BackupEvent.Expired("e.mp4", 5, ExpiryResult.NEWEST, "stays"));
            server.control.tell(job, new BackupEvent.Expired("f.mp4", 5, ExpiryResult.DELETED, null));
            server.control.tell(job, new BackupEvent.Warning("unwise"));
            server.control.tell(job, new BackupEvent.Planned("c.mp4", 5, Outcome.UPLOADED, Reason.NEW));
            server.control.tell(job, new BackupEvent.Retrying("d.mp4", 2, 500, "unavailable", "reset"));
            server.control.end(job, PagesTest.result(ExitCode.INCOMPLETE));

            List<String> lines = follower.linesOf(9);

            assertThat(lines)
                    .filteredOn(line -> line.startsWith("event: "))
                    .containsExactly(
                            "event: jobStarted",
                            "event: file",
                            "event: progress",
                            "event: verified",
                            "event: expired",
                            "event: warning",
                            "event: planned",
                            "event: retry",
                            "event: jobEnded");
            assertThat(data(lines, 1).text("path")).isEqualTo("garage/new.mp4");
            assertThat(data(lines, 3).text("result")).isEqualTo("missing");
            assertThat(data(lines, 4).text("path")).isEqualTo("f.mp4");
            assertThat(data(lines, 8).number("exit_code")).isEqualTo(3);
            assertThat(data(lines, 8).text("id")).isEqualTo("j1");
        }
    }

    @Test
    void noNameForgesAnEvent() throws Exception {
        String name = "\"><img src=x>\ndata: forged\r\revent: jobEnded\n\n\u2028\ud800";
        try (Follower follower = follow()) {
            tell(name, Outcome.UPLOADED, Reason.NEW);
            server.control.end(job, PagesTest.result(ExitCode.OK));

            List<String> lines = follower.linesOf(3);

            assertThat(lines)
                    .filteredOn(line -> line.startsWith("event: "))
                    .containsExactly("event: file", "event: progress", "event: jobEnded");
            assertThat(lines).filteredOn(line -> line.startsWith("data: ")).hasSize(3);
            assertThat(data(lines, 0).text("path")).isEqualTo(name);
        }
    }

    @Test
    void tellsProgressNotMoreThanOnceASecond() throws Exception {
        try (Follower follower = follow()) {
            server.control.start(job);
            for (int i = 0; i < 1000; i++) {
                server.control.tell(job, new BackupEvent.TransferProgress("a.mp4", 10));
            }
            server.control.end(job, PagesTest.result(ExitCode.OK));

            List<String> lines = follower.linesOf(3);

            assertThat(lines).filteredOn("event: progress"::equals).hasSize(1);
            assertThat(data(lines, 1).number("bytes_moved")).isEqualTo(10);
        }
    }

    @Test
    void cutsOffAClientThatDoesNotRead() throws Exception {
        String name = "x".repeat(20_000);
        try (Follower reading = follow();
                Follower stuck = follow()) {
            int sent = 0;
            while (server.server.hub().clients() == 2) {
                tell(name + sent, Outcome.UPLOADED, Reason.NEW);
                sent++;
                reading.linesOf(sent == 1 ? 2 : 1); // the first brings progress along
                assertThat(sent).as("events that nobody reads").isLessThan(5000);
            }
            server.control.end(job, PagesTest.result(ExitCode.OK));

            assertThat(reading.linesOf(1)).contains("event: jobEnded");
            assertThat(stuck.rest()).doesNotContain("event: jobEnded");
        }
    }

    @Test
    void servesSixteenClientsAndForgetsThoseThatLeave() throws Exception {
        List<Follower> followers = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                followers.add(follow());
            }

            assertThat(server.get("/api/v1/events").statusCode()).isEqualTo(503);

            followers.get(0).close();
            await().until(() -> {
                tell("a.mp4", Outcome.UPLOADED, Reason.NEW);
                return server.server.hub().clients() == 15;
            });
            followers.set(0, follow());
        } finally {
            for (Follower follower : followers) {
                follower.close();
            }
        }
    }

    @Test
    void aServerThatStopsHangsUp() throws Exception {
        try (Follower follower = follow()) {
            server.close();

            assertThat(follower.rest()).doesNotContain("event: jobEnded");
            assertThat(server.control.listeners()).isZero();
        }
    }

    private void tell(String path, Outcome outcome, Reason reason) {
        server.control.tell(job, new BackupEvent.Finished(path, 10, outcome, reason, null));
    }

    private static JsonObject data(List<String> lines, int index) {
        return JsonObject.parse(lines.stream()
                .filter(line -> line.startsWith("data: "))
                .toList()
                .get(index)
                .substring("data: ".length()));
    }

    private Follower follow() throws IOException {
        return new Follower(server.connect());
    }

    /** A client of the events, as bare as can be. */
    private static final class Follower implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        /** Returns when the server has begun to tell. */
        Follower(Socket socket) throws IOException {
            this.socket = socket;
            socket.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
            while (!":".equals(lines.readLine())) {
                // headers, and the chunk's size
            }
        }

        /** Returns the lines up to the end of so many events. */
        List<String> linesOf(int events) throws IOException {
            List<String> read = new ArrayList<>();
            int ended = 0;
            while (ended < events) {
                String line = lines.readLine();
                assertThat(line).as("after %s", read.size()).isNotNull();
                read.add(line);
                ended += line.startsWith("data: ") ? 1 : 0;
            }
            return read;
        }

        /** Returns everything up to the end of the connection, however that ends. */
        List<String> rest() {
            List<String> read = new ArrayList<>();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    read.add(line);
                }
            } catch (IOException e) {
                read.add("broken off");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
