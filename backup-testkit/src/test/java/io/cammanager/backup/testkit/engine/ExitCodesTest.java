package io.cammanager.backup.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FilterRules;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.testkit.BytesBody;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.Recording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs end that cannot do their work, and what they leave alone then. */
class ExitCodesTest {
    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    private Bench bench;
    private List<Recording> recordings;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void fillSource() throws IOException {
        bench = new Bench(server, directory);
        recordings = Bench.recordings().cameras(2).build().generate(bench.source());
    }

    /** Checks how a run ended, in one sentence, and that it sent nothing. */
    private void endsWith(ExitCode expected, SyncReport report, String... words) {
        Problem problem = requireNonNull(report.problem(), report.toString());
        assertThat(report.exitCode()).as("%s", report).isEqualTo(expected);
        assertThat(problem.exitCode()).isEqualTo(expected);
        assertThat(problem.message()).contains(words).doesNotContain("\n", server.secretKey());
        assertThat(report.summary().uploaded()).isZero();
    }

    private SyncReport syncTo(S3Config config) throws InterruptedException {
        try (BackupEngine engine = bench.engine(config)) {
            return engine.sync(Bench.PLAIN, event -> {}).await();
        }
    }

    @Test
    void stopsWhenTheBucketIsGoneThatHeldConfirmedRecordings() throws Exception {
        bench.syncs(Bench.PLAIN);
        server.removeBucket(bench.bucket());
        server.clearRequestLog();

        for (int run = 0; run < 2; run++) {
            endsWith(ExitCode.BUCKET_MISSING, bench.sync(), bench.bucket(), "before");
        }
        SyncReport dryRun =
                bench.sync(SyncOptions.builder().mode(SyncOptions.Mode.DRY_RUN).build(), event -> {});
        endsWith(ExitCode.BUCKET_MISSING, dryRun, bench.bucket());
        assertThat(server.requestLog()).extracting(request -> request.method()).containsOnly("GET");
    }

    @Test
    void makesTheBucketAgainWhileNothingWasConfirmedInIt() throws Exception {
        MoreFiles.deleteDirectoryContents(bench.source(), RecursiveDeleteOption.ALLOW_INSECURE);
        bench.syncs(Bench.PLAIN);
        server.removeBucket(bench.bucket());

        bench.syncs(Bench.PLAIN);
        bench.syncsNothingMore(Bench.PLAIN);
    }

    @Test
    void acceptsAnEmptySourceOnlyUntilSomethingWasConfirmed() throws Exception {
        MoreFiles.deleteDirectoryContents(bench.source(), RecursiveDeleteOption.ALLOW_INSECURE);
        SyncReport empty = bench.syncs(Bench.PLAIN);
        Bench.recordings().build().generate(bench.source());
        bench.syncs(Bench.PLAIN);
        MoreFiles.deleteDirectoryContents(bench.source(), RecursiveDeleteOption.ALLOW_INSECURE);
        SyncReport emptied = bench.sync();

        assertThat(empty.summary().scanned()).isZero();
        endsWith(ExitCode.SAFETY_STOP, emptied, bench.source().toString(), "empty");
        assertThat(bench.head(recordings.get(0).name())).isPresent();
    }

    @Test
    void stopsWhenTheSourceIsMissingOrAFile() throws Exception {
        MoreFiles.deleteRecursively(bench.source(), RecursiveDeleteOption.ALLOW_INSECURE);
        endsWith(ExitCode.SAFETY_STOP, bench.sync(), bench.source().toString());

        Files.writeString(bench.source(), "a file");
        endsWith(ExitCode.USAGE, bench.sync(), bench.source().toString());
        assertThat(bench.state()).doesNotExist();
    }

    @Test
    void refusesAFilterRuleThatIsNone() throws Exception {
        FilterRules rules = new FilterRules(List.of("+ [a"));

        SyncReport report = bench.sync(SyncOptions.builder().filters(rules).build(), event -> {});

        endsWith(ExitCode.USAGE, report, "+ [a");
        assertThat(bench.state()).doesNotExist();
    }

    @Test
    void refusesAWrongSecret() throws Exception {
        endsWith(ExitCode.DENIED, syncTo(bench.config(server.endpoint(), "not-the-secret")), bench.bucket());
    }

    @Test
    void saysThatTheEndpointCannotBeReached() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        endsWith(ExitCode.UNREACHABLE, syncTo(bench.config(nobody, server.secretKey())), nobody.toString());
    }

    @Test
    void saysThatTheBucketMayNotBeMade() throws Exception {
        HttpServer strict = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strict.createContext("/", ExitCodesTest::noBucketAndNoRightToMakeIt);
        strict.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + strict.getAddress().getPort());

            endsWith(ExitCode.DENIED, syncTo(bench.config(endpoint, server.secretKey())), bench.bucket());
        } finally {
            strict.stop(0);
        }
    }

    private static void noBucketAndNoRightToMakeIt(HttpExchange exchange) throws IOException {
        boolean creates = exchange.getRequestMethod().equals("PUT");
        byte[] answer = ("<Error><Code>" + (creates ? "AccessDenied" : "NoSuchBucket")
                        + "</Code><Message>no</Message></Error>")
                .getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(creates ? 403 : 404, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    @Test
    void reportsAnotherObjectInTheWayAndSendsTheRest() throws Exception {
        bench.ask(store -> {
            store.createBucket();
            return store.put(
                    new PutRequest(
                            new ObjectKey(recordings.get(0).name()),
                            Map.of(),
                            "video/mp4",
                            PutRequest.Condition.ALWAYS),
                    BytesBody.of(new byte[20_001]));
        });

        for (int run = 0; run < 2; run++) {
            SyncReport report = bench.sync();
            assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(report.summary().conflicts()).isEqualTo(1);
            assertThat(report.summary().uploaded()).isEqualTo(run == 0 ? 1 : 0);
        }
        assertThat(bench.head(recordings.get(0).name()).orElseThrow().size()).isEqualTo(20_001);
    }

    @Test
    void saysThatTheStateCannotBeWritten() throws Exception {
        Files.writeString(bench.state(), "a file in its place");

        endsWith(ExitCode.LOCAL_STATE, bench.sync(), bench.state().toString(), "STATE_DIR");
        assertThat(bench.state()).hasContent("a file in its place");
    }

    @Test
    void letsOneRunAtATimeUseTheState() throws Exception {
        CountDownLatch transferring = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (BackupEngine engine = bench.engine()) {
            Run<SyncReport> first = engine.sync(Bench.PLAIN, event -> {
                if (event instanceof BackupEvent.TransferStarted) {
                    transferring.countDown();
                    awaitQuietly(goOn);
                }
            });
            transferring.await();
            SyncReport second = bench.sync();
            goOn.countDown();
            SyncReport report = first.await();

            endsWith(
                    ExitCode.LOCKED,
                    second,
                    "process " + ProcessHandle.current().pid(),
                    report.runId());
            assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(report.summary().uploaded()).isEqualTo(recordings.size());
        }
        bench.syncsNothingMore(Bench.PLAIN);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
