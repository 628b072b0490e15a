package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.ProxiedRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket into which another client has put hostile keys, seen over HTTP. */
class HostileKeyWireTest {
    private static final String EVIL = "evil";

    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    private ProxyBench bench;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        bench = new ProxyBench(server, directory.resolve("jail/bench"));
    }

    @AfterEach
    void finish() {
        bench.close();
    }

    private void sync() throws Exception {
        bench.record(1, 1000);
        assertThat(bench.sync(SyncOptions.defaults()).report().exitCode()).isEqualTo(ExitCode.OK);
        bench.proxy().clearLog();
    }

    /** Few servers take them all, so the proxy makes this one tell of all of them. */
    private void listAll() {
        bench.proxy()
                .add(
                        Match.operation("ListObjectsV2"),
                        Occasion.always(),
                        new Fault.Rewrite("hostile keys", HostileKeyWireTest::withHostileKeys));
    }

    /** Gives out whatever is asked for and is not one of the recordings. */
    private void giveOutAll() {
        bench.proxy()
                .add(
                        Match.operation("GetObject|HeadObject").withKey("(?!size-|\\.cammanager/).*"),
                        Occasion.always(),
                        Fault.answer(200, EVIL));
    }

    private static String withHostileKeys(String page) {
        if (!page.contains("<EncodingType>url</EncodingType>")) {
            return page; // the question whether the bucket is there
        }
        String objects = HostileKeys.ALL.stream()
                .map(key -> "<Contents><Key>" + URLEncoder.encode(key, UTF_8)
                        + "</Key><LastModified>2024-03-02T05:00:00Z</LastModified><ETag>\"0\"</ETag><Size>4</Size>"
                        + "<StorageClass>STANDARD</StorageClass></Contents>")
                .collect(Collectors.joining());
        return page.replaceFirst("</ListBucketResult>", Matcher.quoteReplacement(objects + "</ListBucketResult>"));
    }

    private List<Path> filesOf(String content) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .filter(file -> holds(file, content))
                    .toList();
        }
    }

    private static boolean holds(Path file, String content) {
        try {
            return Files.size(file) == content.length()
                    && Files.readString(file).equals(content);
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> keysAskedFor() {
        return bench.proxy().log().stream()
                .filter(request -> request.operation().matches("GetObject|HeadObject"))
                .map(ProxiedRequest::key)
                .filter(key -> !key.startsWith(".cammanager/"))
                .toList();
    }

    @Test
    @Tag("D3")
    void d3RefusesByNameEveryHostileKeyThatAServerListsAndAsksForNoneOfThem() throws Exception {
        sync();
        listAll();
        giveOutAll();

        Restored restored = bench.restore();

        assertThat(restored.report().exitCode()).as("%s", restored).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(restored.report().summary().restored()).isEqualTo(1);
        assertThat(restored.ends())
                .filteredOn(end -> end.result() == RestoreResult.REFUSED)
                .extracting(BackupEvent.Restored::path)
                .containsExactlyInAnyOrderElementsOf(HostileKeys.ALL);
        assertThat(keysAskedFor()).allMatch(key -> key.startsWith("size-"));
        assertThat(filesOf(EVIL)).isEmpty();
        assertThat(ProxyBench.hashes(bench.target())).isEqualTo(bench.local());
    }

    @Test
    @Tag("D3")
    void d3LeavesOutAndNamesWhatIsNotEncryptedAsTheRecordingsAre() throws Exception {
        bench.encrypted();
        sync();
        listAll();

        Restored restored = bench.restore();

        assertThat(restored.report().summary().restored()).isEqualTo(1);
        assertThat(HostileKeys.ALL)
                .allMatch(key -> restored.warnings().stream()
                        .anyMatch(warning -> warning.startsWith(Quoted.of(key) + " is not encrypted")));
        assertThat(filesOf(EVIL)).isEmpty();
        assertThat(ProxyBench.hashes(bench.target())).isEqualTo(bench.local());
    }

    /** This server answers those with a NUL, or that lead out of the bucket, with 400 or 500, and folds dots and slashes. */
    @Test
    @Tag("D3")
    void d3WritesNothingOutsideOfWhatAnotherClientCouldPut() throws Exception {
        sync();
        List<String> taken = HostileKeys.ALL.stream()
                .filter(key -> bench.puts(key, EVIL.getBytes(UTF_8)))
                .toList();
        assertThat(taken).hasSizeGreaterThan(10);

        Restored restored = bench.restore();

        assertThat(restored.ends())
                .filteredOn(end -> HostileKeys.ALL.contains(end.path()))
                .hasSizeGreaterThan(10)
                .allMatch(end -> end.result() == RestoreResult.REFUSED);
        assertThat(filesOf(EVIL)).allMatch(file -> file.startsWith(bench.target()));
    }
}
