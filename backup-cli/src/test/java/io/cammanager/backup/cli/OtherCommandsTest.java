package io.cammanager.backup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Comparison;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.ReadReport;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherCommandsTest {
    private final CommandLineRun cli = new CommandLineRun();

    @TempDir
    private Path directory;

    @Test
    void verifyTellsWhatIsWrong() {
        cli.engine.exitCode = ExitCode.MISMATCH;
        cli.engine.events.addAll(List.of(
                new BackupEvent.Verified("a/1.mp4", VerifyLevel.DATA, VerifyResult.OK, null),
                new BackupEvent.Verified("a/2.mp4", VerifyLevel.DATA, VerifyResult.DIFFERS, "other SHA-256")));

        int code = cli.run("verify", "--level", "data", "--camera", "a", "--camera", "b");

        assertThat(code).isEqualTo(7);
        assertThat(cli.err()).isEqualTo("differs: a/2.mp4: other SHA-256\n");
        assertThat(cli.out())
                .isEqualTo("Read: 4.0 KiB; the content of 2 recordings was not read\n"
                        + "Verification found differences: 1 missing, 1 differing, 1 unproven, 7 verified,"
                        + " 3 unknown in the bucket, 10 checked in 0.3 s\n");
        assertThat(Objects.requireNonNull(cli.engine.verifyOptions).level()).isEqualTo(VerifyLevel.DATA);
        assertThat(Objects.requireNonNull(cli.engine.verifyOptions).portion().selection())
                .isEqualTo(new Selection(Set.of("a", "b"), null, null));
    }

    @Test
    void verifySummaryAsJson() {
        cli.run("verify", "--json");

        assertThat(cli.out())
                .isEqualTo(
                        "{\"message_type\":\"summary\",\"level\":\"list\",\"checked\":10,\"verified\":7,\"unproven\":1,"
                                + "\"missing\":1,\"differing\":1,\"failed\":0,\"unknown\":3,\"bytes_read\":4096,"
                                + "\"duration_ms\":250,\"requests\":12,\"not_read\":10,\"healed\":0,\"exit_code\":0}\n");
    }

    @Test
    void verifySaysThatItReadNothing() {
        cli.run("verify", "--level", "head");

        assertThat(cli.out())
                .startsWith("No content was read: the metadata of 10 recordings was compared as the store tells it\n");
    }

    @Test
    void verifyDrawsWhatItIsAskedFor() {
        cli.run("verify", "--level", "data", "--sample", "0.5%", "--seed", "7", "--part", "1/3", "--heal");

        VerifyOptions options = Objects.requireNonNull(cli.engine.verifyOptions);
        assertThat(options.portion())
                .isEqualTo(new Portion(Selection.ALL, new Shard(1, 3), new Sample.Percent(0.5, 7)));
        assertThat(options.healing()).isNotNull();
        cli.run("verify", "--level", "data", "--rotate", "--seed", "8");
        assertThat(Objects.requireNonNull(cli.engine.verifyOptions).portion().sample())
                .isEqualTo(new Sample.Rotation(90, 300, 8));
        cli.run("verify");
        assertThat(Objects.requireNonNull(cli.engine.verifyOptions).healing()).isNull();
    }

    @Test
    void theReportHasALineForEachRecordingAndStdoutForItself() throws Exception {
        cli.engine.events.addAll(List.of(
                new BackupEvent.Compared("a/1.mp4", Comparison.SAME),
                new BackupEvent.Compared("a/2\n.mp4", Comparison.ONLY_CONFIRMED)));
        Path file = directory.resolve("report");

        cli.run("verify", "--report", "-");
        assertThat(cli.out()).isEqualTo("= a/1.mp4\n+ a/2\\n.mp4\n");
        assertThat(cli.err()).contains("Verification completed");
        cli.run("verify", "--report", file.toString());
        assertThat(file).hasContent("= a/1.mp4\n+ a/2\\n.mp4\n");
        cli.run("verify", "--report", "-", "--json");
        assertThat(cli.out())
                .startsWith("{\"message_type\":\"compared\",\"path\":\"a/1.mp4\",\"sign\":\"=\","
                        + "\"comparison\":\"same\"}\n");
    }

    @Test
    void aDrillIsAVerificationOfItsOwnLevel() {
        cli.run("drill", "--sample", "4", "--seed", "3");

        VerifyOptions options = Objects.requireNonNull(cli.engine.verifyOptions);
        assertThat(options.level()).isEqualTo(VerifyLevel.DRILL);
        assertThat(options.portion().sample()).isEqualTo(new Sample.Count(4, 3));
        assertThat(cli.out()).contains("Restore drill passed");
        cli.run("verify", "--level", "drill");
        assertThat(Objects.requireNonNull(cli.engine.verifyOptions).portion().sample())
                .isInstanceOf(Sample.Count.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verify --sample 0|--sample 0 is neither a number of recordings",
                "verify --sample 101%|--sample 101% is neither a number of recordings",
                "verify --rotate|--rotate reads content: add --level data",
                "verify --level data --rotate --sample 3|--sample and --rotate each say what is read",
                "verify --level drill --heal|--heal has nothing to go by in a drill",
                "drill --sample 3%|--sample of a drill must be a number of recordings",
                "verify --report /dev/null/report|the report /dev/null/report cannot be written"
            })
    void whatCannotBeDrawnIsOneSentence(String line, String sentence) {
        assertThat(cli.run(line.split(" "))).isEqualTo(2);
        assertThat(cli.err()).startsWith("error: " + sentence).hasLineCount(1);
    }

    @Test
    void restoreTellsWhatStayed() {
        cli.engine.exitCode = ExitCode.INCOMPLETE;
        cli.engine.events.add(
                new BackupEvent.Restored("a/1.mp4", 9, RestoreResult.CONFLICT, "a different file is there"));

        int code = cli.run("restore", "/mnt/new");

        assertThat(code).isEqualTo(3);
        assertThat(cli.err()).isEqualTo("conflict: a/1.mp4: a different file is there\n");
        assertThat(cli.out())
                .isEqualTo("Restore incomplete: 1 conflict, 3 restored (5.0 MiB), 2 unchanged,"
                        + " 6 selected in 1 min 30 s\n");
    }

    @Test
    void catWritesTheBytesAndNothingElseToTheOutput() {
        cli.engine.content = "bytes\n".getBytes(UTF_8);
        cli.engine.proof = ReadReport.Proof.PART;

        assertThat(cli.run("cat", "a/1.mp4", "--range", "5-10")).isZero();

        assertThat(cli.out()).isEqualTo("bytes\n");
        assertThat(cli.err()).contains("a part cannot be compared");
        assertThat(cli.engine.readOptions).isEqualTo(new ReadOptions(new ObjectKey("a/1.mp4"), 5, 6));
    }

    @Test
    void catSaysThatARecordingIsDamaged() {
        cli.engine.thrown = new BackupException(ExitCode.MISMATCH, "it is damaged");

        assertThat(cli.run("cat", "a/1.mp4")).isEqualTo(7);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("it is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "5", "7-6", "-5", "1-2-3"})
    void catRefusesWhatIsNoRange(String range) {
        assertThat(cli.run("cat", "a/1.mp4", "--range=" + range)).isEqualTo(2);
        assertThat(cli.engine.readOptions).isNull();
    }

    @Test
    void restoreTakesPathsAndDoesWithoutTheSpaceCheck() {
        cli.run("restore", "/mnt/new", "--path", "a/", "--path", "b/1.mp4", "--no-space-check");

        RestoreOptions options = Objects.requireNonNull(cli.engine.restoreOptions);
        assertThat(options.room()).isEqualTo(RestoreOptions.Room.NOT_CHECKED);
        assertThat(options.selection().paths()).containsExactlyInAnyOrder(new ObjectKey("a"), new ObjectKey("b/1.mp4"));
    }

    @Test
    void restoreAsJson() {
        cli.engine.events.add(new BackupEvent.Restored("a/1.mp4", 9, RestoreResult.RESTORED, null));

        cli.run("restore", "/mnt/new", "--json", "--overwrite");

        assertThat(cli.out())
                .isEqualTo("{\"message_type\":\"restored\",\"path\":\"a/1.mp4\",\"size\":9,\"result\":\"restored\"}\n"
                        + "{\"message_type\":\"summary\",\"selected\":6,\"restored\":3,\"unproven\":0,\"unchanged\":2,\"conflicts\":1,"
                        + "\"refused\":0,\"damaged\":0,\"thawing\":0,\"failed\":0,\"bytes_restored\":5242880,\"duration_ms\":90000,"
                        + "\"requests\":9,\"exit_code\":0}\n");
        RestoreOptions options = Objects.requireNonNull(cli.engine.restoreOptions);
        assertThat(options.target()).isEqualTo(Path.of("/mnt/new"));
        assertThat(options.existing()).isEqualTo(RestoreOptions.Existing.OVERWRITE);
        assertThat(options.thaw()).isEqualTo(ThawOptions.DEFAULT);
    }

    @Test
    void howRestoreFetchesBackWhatIsColdCanBeChosen() {
        cli.run("restore", "/mnt/new", "--thaw-days", "30", "--thaw-tier", "bulk");

        assertThat(Objects.requireNonNull(cli.engine.restoreOptions).thaw())
                .isEqualTo(new ThawOptions(30, ThawOptions.Tier.BULK));
        assertThat(cli.run("restore", "/mnt/new", "--thaw-days", "0")).isEqualTo(2);
        assertThat(cli.run("restore", "/mnt/new", "--thaw-tier", "fast")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03,2026-02-03T00:00",
        "2026-02-03T04:05,2026-02-03T04:05",
        "2026-02-03 04:05:06,2026-02-03T04:05:06",
        "2026-02-03_04-05-06,2026-02-03T04:05:06",
        "2026-02-03_04-05-06.mp4,2026-02-03T04:05:06"
    })
    void timesAreReadAsPeopleAndTheRecorderWriteThem(String text, LocalDateTime time) {
        assertThat(cli.run("ls", "--from", text)).isZero();
        assertThat(Objects.requireNonNull(cli.engine.selection).from()).isEqualTo(time);
    }

    @Test
    void listShowsSizeTimeAndPath() {
        cli.engine.recordings.add(recording("a/1.mp4", 1234567));
        cli.engine.recordings.add(recording("a/\n.mp4", 0));

        assertThat(cli.run("ls")).isZero();
        assertThat(cli.out()).isEqualTo("""
                               1234567  2026-02-03 04:05:06  a/1.mp4
                                     0  2026-02-03 04:05:06  a/\\n.mp4
                        """);
    }

    @Test
    void listAsJson() {
        cli.engine.recordings.add(recording("a/ñ😀.mp4", 7));

        cli.run("ls", "--json");

        assertThat(cli.out())
                .isEqualTo("{\"message_type\":\"recording\",\"path\":\"a/ñ😀.mp4\",\"size\":7,"
                        + "\"last_modified\":\"2026-02-03T04:05:06Z\"}\n"
                        + "{\"message_type\":\"summary\",\"recordings\":1,\"bytes\":7,\"exit_code\":0}\n");
    }

    @Test
    void usageIsPerCameraAndInTotal() {
        cli.engine.recordings.add(recording("garage/1.mp4", 1024));
        cli.engine.recordings.add(recording("garage/2.mp4", 1024));
        cli.engine.recordings.add(recording("attic/1.mp4", 512));

        cli.run("du");
        String text = cli.out();
        cli.run("du", "--json");

        assertThat(text).isEqualTo("""
                                   1       512 B  attic
                                   2     2.0 KiB  garage
                                   3     2.5 KiB  total
                        """);
        assertThat(cli.out().lines())
                .containsExactly(
                        "{\"message_type\":\"camera\",\"camera\":\"attic\",\"recordings\":1,\"bytes\":512}",
                        "{\"message_type\":\"camera\",\"camera\":\"garage\",\"recordings\":2,\"bytes\":2048}",
                        "{\"message_type\":\"summary\",\"recordings\":3,\"bytes\":2560,\"exit_code\":0}");
    }

    @Test
    void listThatCannotReadTheBucketSaysWhy() {
        cli.engine.thrown = new BackupException(ExitCode.BUCKET_MISSING, "there is no bucket recordings");

        assertThat(cli.run("ls", "--json")).isEqualTo(10);
        assertThat(cli.err()).isEqualTo("error: there is no bucket recordings\n");
        assertThat(cli.out().lines())
                .containsExactly(
                        "{\"message_type\":\"error\",\"message\":\"there is no bucket recordings\",\"exit_code\":10}",
                        "{\"message_type\":\"summary\",\"recordings\":0,\"bytes\":0,\"exit_code\":10}");
    }

    @Test
    void configShowsOriginsAndNoSecrets() {
        cli.environment.put("S3_ACCESS_KEY", "open-sesame");
        cli.environment.put("S3_SECRET_KEY", "hush-hush");

        assertThat(cli.run("config", "show", "--bucket", "vault")).isZero();
        String text = cli.out();
        assertThat(cli.run("config", "show", "--json", "--bucket", "vault")).isZero();

        assertThat(text)
                .containsPattern("S3_BUCKET +vault +flag --bucket")
                .containsPattern("S3_SECRET_KEY +\\*\\*\\* +environment")
                .contains("checksums that suit this server: required");
        assertThat(cli.out())
                .contains(
                        "{\"message_type\":\"setting\",\"name\":\"S3_BUCKET\",\"value\":\"vault\",\"origin\":\"flag --bucket\"}")
                .endsWith("""
                        {"message_type":"checksums","mode":"required"}
                        {"message_type":"summary","exit_code":0}
                        """);
        assertThat(text + cli.out()).doesNotContain("sesame").doesNotContain("hush");
    }

    private static RemoteRecording recording(String path, long size) {
        return new RemoteRecording(path, size, Instant.parse("2026-02-03T04:05:06Z"));
    }
}
