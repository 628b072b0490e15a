package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.primitives.Bytes;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.engine.Bench;
import io.cammanager.backup.testkit.engine.Events;
import io.cammanager.backup.testkit.engine.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile names, told apart by their bytes: those that {@code find} prints of the source and of what came back. */
class NameRowsTest {
    private static final Instant SETTLED = Instant.parse("2024-03-02T05:00:00Z");

    private static EmbeddedS3 server;

    private final Events events = new Events();

    @TempDir
    private Path directory;

    private Bench bench;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(server, directory);
        server.clearRequestLog();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.setLastModifiedTime(Files.writeString(file, content), FileTime.from(SETTLED));
    }

    /** Returns the names of all files below, each byte one letter. */
    private static Set<String> found(Path root) throws Exception {
        byte[] names = SpecialFileRowsTest.run("find", root.toString(), "-type", "f", "-printf", "%P\\0");
        return new TreeSet<>(Splitter.on('\0').omitEmptyStrings().splitToList(new String(names, ISO_8859_1)));
    }

    private void comesBack(int count) throws Exception {
        assertThat(found(bench.source())).hasSize(count);
        SyncReport sent = bench.sync(Bench.PLAIN, events);
        assertThat(sent.exitCode()).as("%s, %s", sent, events).isEqualTo(ExitCode.OK);
        assertThat(sent.summary().uploaded()).isEqualTo(count);
        assertThat(recordings()).hasSize(count);
        bench.syncsNothingMore(Bench.PLAIN);
        assertThat(server.requestLog())
                .filteredOn(request -> request.operation().equals("ListObjectsV2"))
                .isNotEmpty()
                .extracting(LoggedRequest::query)
                .allSatisfy(query -> assertThat(query).contains("encoding-type=url"));
        assertThat(bench.restore().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(found(bench.target())).isEqualTo(found(bench.source()));
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    private List<String> recordings() {
        return server.contents(bench.bucket()).keySet().stream()
                .filter(key -> !key.startsWith(".cammanager/"))
                .toList();
    }

    @Test
    @Tag("D1")
    void d1KeepsTwoNamesApartThatAreNotUtf8() throws Exception {
        Path camera = Files.createDirectories(bench.source().resolve("front"));
        write(Tree.child(camera, new byte[] {'a', (byte) 0xff}), "the one");
        write(Tree.child(camera, new byte[] {'a', (byte) 0xfe}), "the other");
        write(camera.resolve("a\ufffd"), "what both look like");
        assertThat(found(bench.source())).contains("front/a\u00ff", "front/a\u00fe");

        comesBack(3);

        assertThat(recordings()).containsExactlyInAnyOrder("front/a\u201bFF", "front/a\u201bFE", "front/a\ufffd");
    }

    /** Every byte that a name can have, at its start, inside and at its end; and what is said to break clients. */
    @Test
    @Tag("D2")
    void d2BringsEveryCharacterBack() throws Exception {
        Path camera = Files.createDirectories(bench.source().resolve("front"));
        int count = 0;
        for (int b = 1; b < 256; b++) {
            if (b == '/') {
                continue;
            }
            byte[] one = {(byte) b};
            write(Tree.child(camera, Bytes.concat(one, "start".getBytes(UTF_8))), "a" + b);
            write(Tree.child(camera, Bytes.concat("in".getBytes(UTF_8), one, "side".getBytes(UTF_8))), "b" + b);
            write(Tree.child(camera, Bytes.concat("end".getBytes(UTF_8), one)), "c" + b);
            count += 3;
        }
        for (String name : List.of(
                "two\nlines.mp4",
                "%2F",
                "%252F",
                "a+b c",
                "?x=1&y=2#z",
                "C:\\x",
                " both ",
                "...",
                ".a.",
                "\u001b[31m")) {
            write(bench.source().resolve("camera").resolve(name), name);
            count++;
        }
        write(camera.resolve("n".repeat(255)), "255 bytes");
        write(camera.resolve("\u00f1".repeat(127) + "x"), "255 bytes, two a letter");

        comesBack(count + 2);
    }

    @Test
    @Tag("D2")
    void d2FailsAFileWhoseKeyIsTooLongAndSavesItsNeighbours() throws Exception {
        Path deep = bench.source().resolve("front");
        for (int i = 0; i < 3; i++) {
            deep = deep.resolve("d".repeat(254));
        }
        int used = bench.source().relativize(deep).toString().length() + 1;
        write(deep.resolve("f".repeat(1024 - used)), "a key of 1024 bytes");
        // Its name is short enough, but three control characters take three bytes each in the key.
        write(deep.resolve("\n".repeat(3) + "g".repeat(1024 - used - 8)), "a key of 1025 bytes");
        SyncReport report = bench.sync(Bench.PLAIN, events);

        assertThat(report.exitCode()).as("%s, %s", report, events).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().scanned()).isEqualTo(2);
        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(events.finished())
                .filteredOn(end -> end.outcome() == Outcome.FAILED)
                .extracting(BackupEvent.Finished::reason)
                .containsExactly(Reason.KEY_TOO_LONG);
        assertThat(recordings())
                .singleElement()
                .satisfies(key -> assertThat(key.getBytes(UTF_8)).hasSize(1024));
    }
}
