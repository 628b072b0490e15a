package io.cammanager.backup.cli.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.cli.Main;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, killed in the middle of an upload of 40 MiB in six parts that are sent one by one, and what the next one sends. */
class ResumeTest {
    private static final String NAME = "camera-01/2024-03-02_10-00-00.mp4";
    private static final String PASSWORD = "correct horse battery staple";
    private static final int SIZE = (40 << 20) + 12_345;
    private static final Pattern PART_NUMBER = Pattern.compile("partNumber=(\\d+)");
    private static final Pattern UPLOAD_ID = Pattern.compile("\"UploadId\": *\"([^\"]+)\"");

    @TempDir
    private Path directory;

    private EmbeddedS3 server;
    private CommandProcess command;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedS3.start();
        command = new CommandProcess(Main.class, server, directory)
                .with("TRANSFERS", "1")
                .with("PART_SIZE", "8Mi")
                .with("UPLOAD_CUTOFF", "8Mi");
        byte[] bytes = new byte[SIZE];
        new Random(5).nextBytes(bytes);
        Files.createDirectories(file().getParent());
        Files.write(file(), bytes);
        Files.setLastModifiedTime(file(), FileTime.from(Instant.parse("2024-03-02T11:00:00.123456789Z")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Tag("F3")
    void f3KilledBetweenTwoPartsSendsOnlyWhatWasMissing() throws Exception {
        killAt(part(3));
        assertThat(parts()).containsExactly(1, 2);
        List<String> begun = openUploads();

        finish(begun, 3, 4, 5, 6);

        assertThat(rclone(Map.of(), "cat", "bench:recordings/" + NAME)).isEqualTo(Files.readAllBytes(file()));
        quiet();
    }

    @Test
    @Tag("F3")
    @Tag("long")
    void f3KilledBetweenTwoEncryptedPartsGoesOnUnderTheSameNonce() throws Exception {
        command.with("CRYPT_PASSWORD", PASSWORD)
                .with("CRYPT_FILENAME_ENCRYPTION", "off")
                .with("CRYPT_DIRECTORY_NAME_ENCRYPTION", "false");
        killAt(part(4));
        assertThat(parts()).containsExactly(1, 2, 3);

        finish(openUploads(), 4, 5, 6);

        String obscured = new String(rclone(Map.of(), "obscure", PASSWORD), UTF_8).strip();
        Map<String, String> crypt = Map.of(
                "RCLONE_CONFIG_CRYPT_TYPE", "crypt",
                "RCLONE_CONFIG_CRYPT_REMOTE", "bench:recordings",
                "RCLONE_CONFIG_CRYPT_PASSWORD", obscured,
                "RCLONE_CONFIG_CRYPT_FILENAME_ENCRYPTION", "off",
                "RCLONE_CONFIG_CRYPT_DIRECTORY_NAME_ENCRYPTION", "false");
        assertThat(rclone(crypt, "cat", "crypt:" + NAME)).isEqualTo(Files.readAllBytes(file()));
        quiet();
    }

    @Test
    @Tag("F3")
    @Tag("long")
    void f3KilledBeforeTheCompletionSendsNoPartAgain() throws Exception {
        killAt(Match.operation("CompleteMultipartUpload"));
        assertThat(parts()).containsExactly(1, 2, 3, 4, 5, 6);

        finish(openUploads());

        assertThat(rclone(Map.of(), "cat", "bench:recordings/" + NAME)).isEqualTo(Files.readAllBytes(file()));
    }

    @Test
    @Tag("F3")
    @Tag("long")
    void f3WhatAFileThatIsGoneHasLeftIsAbortedAndUploadsOfOthersStay() throws Exception {
        killAt(part(2));
        List<String> begun = openUploads();
        String foreign = beginForeignUpload();
        assertThat(begun).hasSize(1).doesNotContain(foreign);
        Files.move(file(), file().resolveSibling("2024-03-02_10-30-00.mp4"));
        server.clearRequestLog();

        Ended next = command.run("sync", "--json").ended(3);

        assertThat(next.count("vanished"))
                .as("the old name, which was to be saved")
                .isEqualTo(1);
        assertThat(next.count("uploaded")).as("the new one").isEqualTo(1);
        assertThat(openUploads()).containsExactly(foreign);
        assertThat(parts()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(operations()).containsOnlyOnce("AbortMultipartUpload");
    }

    private static Match part(int number) {
        return Match.operation("UploadPart").withQuery("partNumber=" + number + "&.*");
    }

    /** Lets a sync come to a request that is never answered, and kills it there. */
    private void killAt(Match request) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(server.endpoint()).start()) {
            ArmedRule rule = proxy.hold(request);
            command.with("S3_ENDPOINT", proxy.endpoint().toString());
            Started held = command.start("sync", "--json");
            rule.awaitFired(1);
            held.process().destroyForcibly();
            held.await().ended(137);
        }
        command.with("S3_ENDPOINT", server.endpoint().toString());
    }

    /** Syncs, and checks by the log of the server that the upload that was begun was finished with just these parts. */
    private void finish(List<String> begun, Integer... missing) throws IOException, InterruptedException {
        assertThat(begun).hasSize(1);
        server.clearRequestLog();

        Ended next = command.run("sync", "--verify", "--json").ended(0);

        assertThat(next.count("uploaded")).isEqualTo(1);
        assertThat(parts()).isEqualTo(Arrays.asList(missing));
        assertThat(operations())
                .containsOnlyOnce("ListParts", "CompleteMultipartUpload")
                .doesNotContain("CreateMultipartUpload", "AbortMultipartUpload", "PutObject");
        assertThat(multipart()).allMatch(request -> request.query().contains("uploadId=" + begun.get(0)));
        assertThat(openUploads()).isEmpty();
    }

    /** Syncs once more and checks that this costs nothing but the listing. */
    private void quiet() throws IOException {
        server.clearRequestLog();
        assertThat(command.run("sync", "--json").ended(0).count("unchanged")).isEqualTo(1);
        assertThat(operations()).containsOnly("ListObjectsV2", "GetBucketVersioning");
    }

    private Path file() {
        return directory.resolve("recordings").resolve(NAME);
    }

    private Stream<LoggedRequest> requests() {
        return server.requestLog().stream().filter(request -> !request.path().contains("/.cammanager"));
    }

    private List<String> operations() {
        return requests().map(LoggedRequest::operation).toList();
    }

    private Stream<LoggedRequest> multipart() {
        return requests().filter(request -> request.query().contains("uploadId="));
    }

    /** Returns the numbers of the parts that the server was sent, in the order of its answers. */
    private List<Integer> parts() {
        return requests()
                .filter(request -> request.operation().equals("UploadPart") && request.status() == 200)
                .map(request -> PART_NUMBER.matcher(request.query()))
                .filter(Matcher::find)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .toList();
    }

    private List<String> openUploads() throws IOException, InterruptedException {
        String json = new String(rclone(Map.of(), "backend", "list-multipart-uploads", "bench:recordings"), UTF_8);
        return UPLOAD_ID.matcher(json).results().map(result -> result.group(1)).toList();
    }

    private String beginForeignUpload() {
        S3Config config = S3Config.builder("recordings")
                .endpoint(server.endpoint())
                .credentials(Secret.of(server.accessKey()), Secret.of(server.secretKey()))
                .build();
        try (S3StoreProvider provider = S3StoreProvider.of(config);
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return store.startMultipart(new PutRequest(new ObjectKey(NAME), Map.of(), "video/mp4", Condition.ALWAYS))
                    .uploadId();
        }
    }

    private byte[] rclone(Map<String, String> remotes, String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("rclone.out");
        Path err = directory.resolve("rclone.err");
        List<String> line =
                Stream.concat(Stream.of("rclone"), Stream.of(arguments)).toList();
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("RCLONE_"));
        environment.put("RCLONE_CONFIG", "/dev/null");
        environment.put("RCLONE_CONFIG_BENCH_TYPE", "s3");
        environment.put("RCLONE_CONFIG_BENCH_PROVIDER", "Minio");
        environment.put("RCLONE_CONFIG_BENCH_REGION", "us-east-1");
        environment.put("RCLONE_CONFIG_BENCH_ENDPOINT", server.endpoint().toString());
        environment.put("RCLONE_CONFIG_BENCH_ACCESS_KEY_ID", server.accessKey());
        environment.put("RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY", server.secretKey());
        environment.putAll(remotes);
        int code = builder.start().waitFor();
        assertThat(code).as(Files.readString(err, UTF_8)).isZero();
        return Files.readAllBytes(out);
    }
}
