package io.cammanager.backup.daemon.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cammanager.backup.daemon.Main;
import io.cammanager.backup.daemon.client.Commands;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.SecretScan;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as its system sees it: a process that gets signals. */
@Timeout(300)
class DaemonProcessTest {
    private static final int COUNT = 3;
    private static final String TOKEN = "canary-token-of-the-api";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Started> started = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void record() throws IOException {
        RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(COUNT)
                .build()
                .generate(directory.resolve("recordings"));
    }

    /** A daemon does not end by itself when a test fails. */
    @AfterEach
    void killWhatStillRuns() {
        started.forEach(daemon -> daemon.process().destroyForcibly());
    }

    private CommandProcess daemonOf(EmbeddedS3 server) {
        return new CommandProcess(Main.class, server, directory)
                .with("HTTP_BIND", "127.0.0.1:0")
                .with("API_TOKEN", TOKEN);
    }

    private Started start(CommandProcess command) throws IOException {
        Started daemon = command.start();
        started.add(daemon);
        return daemon;
    }

    @Test
    void endsWith143OnATermSignalInTheMiddleOfAnUploadAndCompletesTheNextTime() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start();
                FaultProxy proxy = FaultProxy.to(server.endpoint()).start()) {
            ArmedRule upload = proxy.hold(Match.operation("PutObject").withKey("camera-01/.*"));
            Started held =
                    start(daemonOf(server).with("S3_ENDPOINT", proxy.endpoint().toString()));
            upload.awaitFired(1);
            held.process().destroy();

            assertThat(held.await().ended(143).out()).contains("Sync interrupted: " + COUNT + " failed");

            Started next = start(daemonOf(server));
            awaitLog(next, "Sync completed: " + COUNT + " uploaded");
            next.process().destroy();
            next.await().ended(143);
            assertThat(server.requestLog())
                    .filteredOn(DaemonProcessTest::sendsARecording)
                    .hasSize(COUNT);
        }
    }

    @Test
    void readsItsSettingsAgainOnAHangUpAndKeepsTheOldOnesWhenTheyAreBad() throws Exception {
        assumeThat(ignoresHangUps())
                .as("a process started where SIGHUP is ignored, as below nohup, leaves it ignored")
                .isFalse();
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            Path config = Files.writeString(directory.resolve("rclone.conf"), "[minio]\ntype = s3\n");
            Started daemon = start(daemonOf(server)
                    .with("RCLONE_CONFIG", config.toString())
                    .with("BACKUP_REMOTE", "minio:recordings"));
            awaitLog(daemon, "Sync completed");
            signal(daemon, "HUP");
            awaitLog(daemon, "the settings were read again");
            Files.delete(config);
            signal(daemon, "HUP");
            awaitLog(daemon, "ERROR the new settings are not taken, the old ones stay: ");
            daemon.process().destroy();

            daemon.await().ended(143);
        }
    }

    /** Every metric that there is, with a value that fits what was done. */
    @Test
    void isAskedForItsMetricsItsHealthAndAJob() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            Started daemon = start(daemonOf(server).with("VERIFY_INTERVAL", "off"));
            awaitLog(daemon, "Sync completed: " + COUNT + " uploaded");
            String address = address(daemon);
            Map<String, String> environment = Map.of("HTTP_BIND", address, "API_TOKEN", TOKEN);

            assertThat(ask(environment, "check")).startsWith("0 ");
            assertThat(ask(environment, "sync", "--verify=data"))
                    .startsWith("0 ")
                    .contains("Sync completed");
            post(address, "{\"kind\":\"verify\"}");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(address, "/metrics"))
                            .contains("cctv_backup_verify_last_success_timestamp_seconds 1."));
            assertMetrics(get(address, "/metrics"));
            assertThat(get(address, "/health/ready")).contains("\"status\":\"UP\"");
            assertThat(get(address, "/api/v1/cameras")).contains("\"camera-01\"");
            daemon.process().destroy();
            Ended ended = daemon.await().ended(143);
            SecretScan secrets = SecretScan.of(Map.of("API_TOKEN", TOKEN, "S3_SECRET_KEY", server.secretKey()));
            assertThat(secrets.in("stdout", ended.out())).isEmpty();
            assertThat(secrets.in("stderr", ended.err())).isEmpty();
            assertThat(secrets.below(directory.resolve("state"))).isEmpty();
        }
    }

    private static void assertMetrics(String page) {
        assertThat(page.lines())
                .contains(
                        "cctv_backup_run_last_status 0.0",
                        "cctv_backup_runs_total{result=\"ok\"} 2.0",
                        "cctv_backup_runs_total{result=\"unreachable\"} 0.0",
                        "cctv_backup_files_total{camera=\"camera-01\",result=\"uploaded\"} " + COUNT + ".0",
                        "cctv_backup_pending_files 0.0",
                        "cctv_backup_pending_bytes 0.0",
                        "cctv_backup_unprotected_bytes 0.0",
                        "cctv_backup_oldest_pending_age_seconds 0.0",
                        "cctv_backup_camera_coverage_ratio{camera=\"camera-01\",window=\"24h\"} 1.0",
                        "cctv_backup_camera_coverage_ratio{camera=\"camera-01\",window=\"7d\"} 1.0",
                        "cctv_backup_verify_failures_total 0.0",
                        "cctv_backup_vanished_total 0.0");
        for (String positive : List.of(
                "build_info{",
                "run_last_start_timestamp_seconds ",
                "run_last_success_timestamp_seconds ",
                "run_duration_seconds ",
                "bytes_total{camera=\"camera-01\"} ",
                "camera_last_recording_timestamp_seconds{camera=\"camera-01\"} ",
                "camera_last_backup_timestamp_seconds{camera=\"camera-01\"} ",
                "local_free_bytes ")) {
            assertThat(page.lines()
                            .filter(line -> line.startsWith("cctv_backup_" + positive))
                            .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))))
                    .as(positive)
                    .singleElement()
                    .satisfies(value -> assertThat(value).isPositive());
        }
        assertThat(page).contains("cctv_backup_retries_total{reason=\"unavailable\"} ");
    }

    private static String address(Started daemon) throws IOException {
        Matcher line = Pattern.compile("API at http://(\\S+)").matcher(Files.readString(daemon.out(), UTF_8));
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    private static String ask(Map<String, String> environment, String... arguments) throws InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, UTF_8);
        OptionalInt code = Commands.run(List.of(arguments), environment, new Commands.Output(out, out));
        return code.orElseThrow() + " " + text.toString(UTF_8);
    }

    private static String get(String address, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://" + address + path)));
    }

    private static void post(String address, String body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/jobs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + TOKEN).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return answer.body();
    }

    private static boolean sendsARecording(LoggedRequest request) {
        return request.method().equals("PUT") && request.path().contains("/camera-01/");
    }

    private static void awaitLog(Started daemon, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Files.readString(daemon.out(), UTF_8)).contains(text));
    }

    /** Says whether what this process starts inherits that the first of the signals is ignored. */
    private static boolean ignoresHangUps() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16) % 2 != 0);
    }

    private static void signal(Started daemon, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(daemon.process().pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
