package io.cammanager.backup.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files and directories that something on the way has been known to mangle, on a real file system. */
class OddNamesTest {
    private static final Instant SETTLED = Instant.parse("2024-03-02T00:00:00.000000001Z");
    private static final byte[] END = ".mp4".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private static List<byte[]> names() {
        ImmutableList.Builder<byte[]> names = ImmutableList.builder();
        for (String name : List.of(
                "plain",
                "two  spaces ",
                " space at the start",
                "c\u00e1mara-\u00f1",
                "ca\u0301mara-n\u0303",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "\ud83c\udfa5",
                "\uff5e",
                "\uffee",
                "+%#?&=;:@,",
                "100%",
                "a%20b%2Fc%252",
                "'single' \"double\" `back` <tag>",
                "back\\slash",
                "$HOME *[a-z]? {x,y} !",
                "two\nlines",
                "cr\r\nlf",
                "ta\tb",
                "\u001b[31mred\u001b[0m",
                "\u0001\u0008\u007f",
                "\u0085\u009f",
                "\u202eright to left",
                "\u201b",
                "\u201b\uff0e",
                "\u201bFF",
                "\u201bQuoteFE",
                "\uff0e",
                "\uff0e\uff0e",
                "\uff0f",
                "\u2400\u240a\u2421",
                "\ufffd",
                "...",
                "..two dots",
                "-n",
                "~",
                "\u6444\u50cf\u673a")) {
            names.add(name.getBytes(UTF_8));
        }
        return names.add(Bytes.concat(new byte[] {(byte) 0xff}, "bytes".getBytes(UTF_8)))
                .add(Bytes.concat(new byte[] {(byte) 0xfe}, "bytes".getBytes(UTF_8)))
                .add(new byte[] {'c', (byte) 0xe1, 'm'}) // Latin-1
                .add(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}) // a surrogate by itself
                .add(new byte[] {(byte) 0xc0, (byte) 0xaf}) // a slash, written too long
                .build();
    }

    private static Path write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        return Files.setLastModifiedTime(file, FileTime.from(SETTLED));
    }

    @Test
    void comeBackAsTheyWere() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            Bench bench = new Bench(server, directory);
            int count = 0;
            for (byte[] name : names()) {
                // At the top, below a directory of that name, and below a plain one.
                Path camera = Files.createDirectories(Tree.child(bench.source(), name));
                Path plain = Files.createDirectories(bench.source().resolve("camera"));
                write(Tree.child(bench.source(), Bytes.concat(name, END)), "top " + count++);
                write(Tree.child(camera, name), "inside " + count++);
                write(Tree.child(plain, Bytes.concat(name, END)), "camera " + count++);
            }
            write(bench.source().resolve("n".repeat(251) + ".mp4"), "255 bytes, " + count++);
            write(bench.source().resolve("\u00f1".repeat(125) + "a.mp4"), "255 bytes in 130 letters, " + count++);

            comeBack(bench, count);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void comeBackWhateverTheirBytes(long seed) throws Exception {
        Random random = new Random(seed);
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            Bench bench = new Bench(server, directory);
            int count = 0;
            for (int i = 0; i < 40; i++) {
                Path camera = Files.createDirectories(Tree.child(bench.source(), randomName(random)));
                write(Tree.child(camera, randomName(random)), "seed " + seed + ", file " + count++);
            }

            comeBack(bench, count);
        }
    }

    /** Returns a name of any bytes that a file system takes, long enough to be unlike all others. */
    private static byte[] randomName(Random random) {
        byte[] name = new byte[8 + random.nextInt(24)];
        for (int i = 0; i < name.length; i++) {
            int value = random.nextInt(256);
            name[i] = (byte) (value == 0 || value == '/' ? '_' : value);
        }
        return name;
    }

    private static void comeBack(Bench bench, int count) throws Exception {
        assertThat(Tree.of(bench.source())).hasSize(count);

        SyncReport sent = bench.syncs(Bench.PLAIN);
        assertThat(sent.summary().uploaded()).isEqualTo(count);
        bench.syncsNothingMore(Bench.PLAIN);
        bench.loseState();
        bench.syncsNothingMore(Bench.PLAIN);

        RestoreReport restored = bench.restore();
        assertThat(restored.exitCode()).as("%s", restored).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
        RestoreReport again = bench.restore();
        assertThat(again.summary().unchanged()).isEqualTo(count);
        assertThat(again.summary().restored()).isZero();
    }
}
