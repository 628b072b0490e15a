package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private final CommandLineRun cli = new CommandLineRun();

    @TempDir
    private Path directory;

    @BeforeEach
    void nameSourceAndState() throws IOException {
        Files.createDirectories(directory.resolve("source/garage"));
        cli.environment.put("RECORDINGS_DIR", directory.resolve("source").toString());
        cli.environment.put("STATE_DIR", directory.resolve("state").toString());
    }

    private void createBucket() {
        cli.engine.bucket.open(Checksums.SUPPORTED).createBucket();
    }

    @Test
    void aLineForEachCheckAndOneForAll() {
        createBucket();

        int code = cli.run("doctor");

        assertThat(code).as(cli.out()).isZero();
        assertThat(cli.out())
                .contains(
                        "ok       endpoint             memory: answers\n",
                        "warn     versions             not kept: whoever has this key can delete recordings for good:"
                                + " bucket init",
                        "ok       tidying up           all that was written is removed again\n")
                .endsWith(" 0 failed, 2 unknown\n");
    }

    @Test
    void jsonHasALineForEachCheckToo() {
        int code = cli.run("doctor", "--json");

        List<String> lines = cli.out().lines().toList();
        assertThat(code).isEqualTo(10);
        assertThat(lines)
                .contains(
                        "{\"message_type\":\"check\",\"check\":\"bucket\",\"verdict\":\"fail\",\"found\":\"there is no"
                                + " bucket recordings at memory:\",\"remedy\":\"check S3_BUCKET and S3_ENDPOINT, or make it"
                                + " with bucket init\",\"exit_code\":10}")
                .last()
                .asString()
                .startsWith("{\"message_type\":\"summary\",\"ok\":")
                .endsWith("\"exit_code\":10}");
    }

    @Test
    void withoutWritingItSaysWhatItDidNotTry() {
        createBucket();

        assertThat(cli.run("doctor", "--no-write")).isZero();

        assertThat(cli.out())
                .contains(
                        "unknown  11 more              not tried: nothing may be written: rights, lock proof, promises,"
                                + " remembered, If-Match on nothing, race, checksum header, list after write, odd names, ranges,"
                                + " tidying up\n");
        cli.run("doctor", "--no-write", "--json");
        assertThat(cli.out()).contains("\"check\":\"race\",\"verdict\":\"unknown\",");
    }
}
