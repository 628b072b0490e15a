package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.CameraStatus.Coverage;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RemoteRecording;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.VerifyLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Coverage NOTHING = new Coverage(0, 0);
    private static final Disk DISK = new Disk(4L << 40, 1L << 40);

    private final CommandLineRun cli = new CommandLineRun();

    @BeforeEach
    void configure() {
        cli.environment.put("S3_ENDPOINT", "http://minio:9000");
    }

    @Test
    void allWell() {
        status(List.of(camera("attic", 2, 2, null), camera("garage", 3, 2, "PT50M")), run(ExitCode.OK, "PT1H"));
        inBucket("attic", 3);
        inBucket("garage", 2);

        assertThat(cli.run("health")).isZero();

        assertThat(cli.out()).isEqualTo("""
                Healthy

                store         http://minio:9000, bucket recordings: reachable
                last success  2026-03-01 11:00:00, 1 h 0 min ago
                waiting       1 recording, 1.0 KiB, the oldest for 50 min 0 s
                last verify   never
                read back     nothing to read yet
                last drill    never
                disk          1.0 TiB free of 4.0 TiB

                                here   waiting        in the bucket   missing  camera
                    files       size     files     files       size     files
                        2    2.0 KiB         0         3    3.0 KiB         0  attic
                        3    3.0 KiB         1         2    2.0 KiB         0  garage
                        5    5.0 KiB         1         5    5.0 KiB         0  total
                """);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.engine.closed).isTrue();
    }

    @Test
    void asJson() {
        status(List.of(camera("a\n\"b", 3, 2, "PT50M")), run(ExitCode.UNREACHABLE, "PT10M"), run(ExitCode.OK, "PT1H"));
        inBucket("a\n\"b", 1);

        assertThat(cli.run("health", "--json", "--max-age", "1h")).isEqualTo(7);

        assertThat(cli.out().lines())
                .containsExactly(
                        "{\"message_type\":\"camera\",\"camera\":\"a\\n\\\"b\",\"local_files\":3,\"local_bytes\":3072,"
                                + "\"confirmed_files\":2,\"confirmed_bytes\":2048,\"pending_files\":1,\"pending_bytes\":1024,"
                                + "\"oldest_pending\":\"2026-03-01T11:10:00Z\",\"last_recording\":\"2026-03-01T12:00:00Z\","
                                + "\"remote_files\":1,\"remote_bytes\":1024,\"missing_files\":1,\"missing_bytes\":1024}",
                        "{\"message_type\":\"error\",\"message\":\"the bucket holds 1 recording and 1.0 KiB less than was"
                                + " confirmed (a\\\\n\\\"b): backup-cli verify names them, the next sync sends what is still"
                                + " here\",\"exit_code\":7}",
                        "{\"message_type\":\"summary\",\"reachable\":true,\"bucket_exists\":true,"
                                + "\"last_success\":\"2026-03-01T11:00:00Z\",\"last_success_age_seconds\":3600,"
                                + "\"last_exit_code\":5,\"local_files\":3,\"local_bytes\":3072,\"confirmed_files\":2,"
                                + "\"confirmed_bytes\":2048,\"pending_files\":1,\"pending_bytes\":1024,"
                                + "\"oldest_pending\":\"2026-03-01T11:10:00Z\",\"oldest_pending_age_seconds\":3000,"
                                + "\"never_read\":0,\"unread_age_seconds\":0,\"coverage\":\"good\",\"drill\":\"good\","
                                + "\"disk_total_bytes\":4398046511104,\"disk_free_bytes\":1099511627776,"
                                + "\"remote_files\":1,\"remote_bytes\":1024,\"missing_files\":1,\"missing_bytes\":1024,"
                                + "\"max_age_seconds\":3600,\"exit_code\":7}");
    }

    @ParameterizedTest
    @CsvSource({
        "PT119M,3600,,0",
        "PT121M,3600,,3",
        "PT121M,2h,,0",
        "PT121M,3600,122m,0",
        "PT50M,3600,49m,3",
        "PT1S,3600,0,3"
    })
    void whatMayWaitHowLong(String waits, String interval, @Nullable String maxAge, int code) {
        cli.environment.put("SYNC_INTERVAL", interval);
        status(List.of(camera("attic", 2, 2, null), camera("garage\u202e", 1, 0, waits)));
        inBucket("attic", 2);

        int ended = maxAge == null ? cli.run("health") : cli.run("health", "--max-age", maxAge);

        assertThat(ended).isEqualTo(code);
        assertThat(cli.out())
                .startsWith(code == 0 ? "Healthy\n" : "Not healthy\n")
                .contains("garage\\u202e\n");
        if (code == 3) {
            assertThat(cli.err())
                    .startsWith("error: recordings have waited for longer than ")
                    .contains("(garage\\u202e)")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE,5,cannot be reached,false,",
        "BUCKET_MISSING,10,'reachable, but there is no such bucket',true,false",
        "DENIED,6,'reachable, but access is refused',true,",
        "WRONG_PASSWORD,12,'reachable, but written with another password',true,true"
    })
    void aStoreThatCannotBeListed(
            ExitCode exitCode, int code, String words, String reachable, @Nullable String bucketExists) {
        status(List.of(camera("attic", 2, 2, "PT3H")), run(ExitCode.OK, "PT30H"));
        cli.engine.thrown = new BackupException(exitCode, "so it is");

        assertThat(cli.run("health")).isEqualTo(code);
        String text = cli.out();
        assertThat(cli.err()).startsWith("error: so it is\n");
        assertThat(cli.run("health", "--json")).isEqualTo(code);

        assertThat(text)
                .contains("bucket recordings: " + words + "\n")
                .contains("        2    2.0 KiB         0         -          -         -  attic\n");
        String json = cli.out().lines().reduce("", (first, last) -> last);
        assertThat(json)
                .contains("\"reachable\":" + reachable)
                .doesNotContain("remote_files", "missing_files")
                .endsWith("\"exit_code\":" + code + "}");
        assertThat(json.contains("bucket_exists")).isEqualTo(bucketExists != null);
        assertThat(json).contains(bucketExists == null ? "" : "\"bucket_exists\":" + bucketExists);
    }

    @Test
    void aMissingSourceStillShowsTheBucket() {
        cli.engine.statusThrown = new BackupException(ExitCode.SAFETY_STOP, "the source /x does not exist");
        inBucket("attic", 2);

        assertThat(cli.run("health")).isEqualTo(4);

        assertThat(cli.out()).isEqualTo("""
                Not healthy

                store         http://minio:9000, bucket recordings: reachable

                                here   waiting        in the bucket   missing  camera
                    files       size     files     files       size     files
                        -          -         -         2    2.0 KiB         -  attic
                        -          -         -         2    2.0 KiB         -  total
                """);
        assertThat(cli.err()).isEqualTo("error: the source /x does not exist\n");
    }

    @Test
    void anUnusableStateIsSaidOnce() {
        BackupException unusable = new BackupException(ExitCode.LOCAL_STATE, "could not use the state file");
        cli.engine.statusThrown = unusable;
        cli.engine.thrown = unusable;

        assertThat(cli.run("health")).isEqualTo(8);

        assertThat(cli.err()).isEqualTo("error: could not use the state file\n");
        assertThat(cli.out()).contains("was not looked at");
    }

    @Test
    void beforeTheFirstSyncNothingIsWrongYet() {
        status(List.of());

        assertThat(cli.run("health")).isZero();

        assertThat(cli.out()).contains("last success  never\n", "waiting       none\n");
    }

    @Test
    void aFailureSinceTheLastSuccessIsShown() {
        status(List.of(), run(ExitCode.UNREACHABLE, "PT10M"), run(ExitCode.OK, "PT100H"));

        assertThat(cli.run("health")).isZero();

        assertThat(cli.out())
                .contains("last success  2026-02-25 08:00:00, 4 d 4 h ago\n")
                .contains("last sync     2026-03-01 11:50:00, ended with exit code 5\n");
    }

    @Test
    void whatOneCameraHasTooMuchDoesNotMakeUpForAnother() {
        status(List.of(camera("attic", 2, 2, null), camera("garage", 2, 2, null)));
        inBucket("attic", 3);
        inBucket("garage", 1);

        assertThat(cli.run("health")).isEqualTo(7);

        assertThat(cli.out()).containsPattern(" 1  garage\n").containsPattern(" 1  total\n");
        assertThat(cli.err()).contains("(garage)");
    }

    @Test
    void objectsThatAreTooSmallAreFoundByTheirBytes() {
        status(List.of(camera("attic", 2, 2, null)));
        cli.engine.recordings.add(new RemoteRecording("attic/1.mp4", 1024, NOW));
        cli.engine.recordings.add(new RemoteRecording("attic/2.mp4", 1000, NOW));

        assertThat(cli.run("health")).isEqualTo(7);

        assertThat(cli.out()).containsPattern(" 24 B  attic\n");
        assertThat(cli.err()).startsWith("error: the bucket holds 24 B less than was confirmed (attic): ");
    }

    @Test
    void fitsIntoEightyColumnsInEitherLanguage() {
        status(
                List.of(camera("a camera by name", 999_999, 999_999, "PT300H")),
                run(ExitCode.UNREACHABLE, "PT10M"),
                run(ExitCode.OK, "PT100H"));
        cli.engine.recordings.add(new RemoteRecording("a camera by name/1.mp4", 1L << 59, NOW));
        for (String language : List.of("en", "es")) {
            cli.environment.put("BACKUP_LANG", language);

            assertThat(cli.run("health")).isEqualTo(7);

            assertThat(cli.out().lines()).as(language).allMatch(line -> line.length() <= 80);
        }
        assertThat(cli.out()).startsWith("Requiere atención\n").contains("faltan  cámara\n");
    }

    @Test
    void verificationsAndDrillsOfThePast() {
        RunRecord drill = check(RunRecord.Kind.DRILL, VerifyLevel.DRILL, ExitCode.MISMATCH, "PT48H");
        RunRecord verify = check(RunRecord.Kind.VERIFY, VerifyLevel.DATA, ExitCode.MISMATCH, "PT2H");
        inBucket("attic", 2);
        cli.engine.status = new BackupStatus(
                NOW,
                List.of(camera("attic", 2, 2, null)),
                List.of(verify, drill),
                DISK,
                new io.cammanager.backup.core.Coverage(9, 4, NOW, NOW.minus(Duration.ofDays(101)), NOW),
                "process 7 on north, run r, since then");

        assertThat(cli.run("health")).isEqualTo(7);

        assertThat(cli.out()).contains("""
                last verify   2026-03-01 10:00:00, ended with exit code 7, --level data
                read back     4 of 9 never, the rest within a day
                last drill    2026-02-27 12:00:00, ended with exit code 7
                lock          process 7 on north, run r, since then
                """);
        assertThat(cli.err())
                .contains("the verification of 2026-03-01T10:00:00Z found recordings that are missing or damaged")
                .contains("the last restore drill failed")
                .contains("was not read back for 101 days")
                .hasLineCount(3);
    }

    @Test
    void whatIsDueIsSaidAndNoProblem() {
        inBucket("attic", 2);
        cli.engine.status = new BackupStatus(
                NOW,
                List.of(camera("attic", 2, 2, null)),
                List.of(check(RunRecord.Kind.DRILL, VerifyLevel.DRILL, ExitCode.OK, "PT792H")),
                DISK,
                new io.cammanager.backup.core.Coverage(2, 2, null, NOW, NOW),
                null);

        assertThat(cli.run("health")).isZero();

        assertThat(cli.out()).contains("""
                last verify   never
                read back     2 of 2 never
                last drill    2026-01-27 12:00:00, nothing wrong; due: backup-cli drill
                """);
        assertThat(cli.run("health", "--json")).isZero();
        assertThat(cli.out())
                .contains("\"never_read\":2,\"unread_age_seconds\":0,\"last_drill\":\"2026-01-27T12:00:00Z\","
                        + "\"last_drill_exit_code\":0,\"coverage\":\"due\",\"drill\":\"due\"");
    }

    @Test
    void aDrillOfLongAgoIsNotHealthy() {
        inBucket("attic", 2);
        status(
                List.of(camera("attic", 2, 2, null)),
                check(RunRecord.Kind.DRILL, VerifyLevel.DRILL, ExitCode.OK, "PT900H"));

        assertThat(cli.run("health")).isEqualTo(3);

        assertThat(cli.err()).contains("no restore was rehearsed for 37 days: run backup-cli drill every month");
    }

    @Test
    void whatElseWasDoneHasALineEach() {
        inBucket("attic", 2);
        status(
                List.of(camera("attic", 2, 2, null)),
                upkeep(RunRecord.Kind.MIRROR, ExitCode.OK, "PT2H"),
                upkeep(RunRecord.Kind.PRUNE, ExitCode.TERMINATED, "PT50M"),
                upkeep(RunRecord.Kind.RETENTION, ExitCode.DENIED, "PT26H"),
                upkeep(RunRecord.Kind.DOCTOR, ExitCode.OK, "PT3H"));
        cli.environment.put("MIRROR_TO", "dr:copy");

        assertThat(cli.run("health")).isZero();

        assertThat(cli.out()).contains("""
                last mirror   2026-03-01 10:00:00, 2 h 0 min ago, nothing wrong
                disk freed    2026-03-01 11:10:00, 50 min 0 s ago, interrupted
                retention     2026-02-28 10:00:00, 26 h 0 min ago, ended with exit code 6
                last doctor   2026-03-01 09:00:00, 3 h 0 min ago, nothing wrong
                """);
        assertThat(cli.run("health", "--json")).isZero();
        assertThat(cli.out())
                .contains("\"last_mirror\":\"2026-03-01T10:00:00Z\",\"last_mirror_exit_code\":0,\"mirror\":\"good\"")
                .contains("\"last_retention_exit_code\":6,\"retention\":\"due\"");
    }

    @Test
    void whatIsScheduledAndWasNeverDoneIsSaid() {
        inBucket("attic", 2);
        status(List.of(camera("attic", 2, 2, null)));
        cli.environment.put("MIRROR_TO", "dr:copy");

        assertThat(cli.run("health")).isZero();

        assertThat(cli.out()).contains("last mirror   never\n").doesNotContain("disk freed");
    }

    @Test
    void damageThatOtherRunsFoundIsNotHealthy() {
        inBucket("attic", 2);
        status(
                List.of(camera("attic", 2, 2, null)),
                upkeep(RunRecord.Kind.MIRROR, ExitCode.MISMATCH, "PT2H"),
                upkeep(RunRecord.Kind.PRUNE, ExitCode.MISMATCH, "PT3H"),
                upkeep(RunRecord.Kind.RETENTION, ExitCode.MISMATCH, "PT4H"));

        assertThat(cli.run("health")).isEqualTo(7);

        assertThat(cli.err())
                .contains("the mirror of 2026-03-01T10:00:00Z did not copy recordings that are missing or damaged"
                        + " in the bucket (3): backup-cli verify --level data --heal")
                .contains("prune-local of 2026-03-01T09:00:00Z kept files here whose copies are missing or damaged")
                .contains("retention apply of 2026-03-01T08:00:00Z found recordings")
                .hasLineCount(3);
    }

    @Test
    void aMirrorThatHasNotGoneThroughForTwoIntervalsIsNotHealthy() {
        inBucket("attic", 2);
        status(
                List.of(camera("attic", 2, 2, null)),
                upkeep(RunRecord.Kind.MIRROR, ExitCode.UNREACHABLE, "PT1H"),
                upkeep(RunRecord.Kind.MIRROR, ExitCode.OK, "PT13H"));
        cli.environment.put("MIRROR_TO", "dr:copy");
        cli.environment.put("MIRROR_INTERVAL", "6h");

        assertThat(cli.run("health")).isEqualTo(3);

        assertThat(cli.err()).contains("no mirror has gone through for 13 h 0 min: run backup-cli mirror");
        cli.environment.put("MIRROR_INTERVAL", "7h");
        assertThat(cli.run("health")).isZero();
    }

    @Test
    void aRetentionThatIsStoppedForTwoIntervalsIsNotHealthy() {
        inBucket("attic", 2);
        status(
                List.of(camera("attic", 2, 2, null)),
                upkeep(RunRecord.Kind.RETENTION, ExitCode.SAFETY_STOP, "PT1H"),
                upkeep(RunRecord.Kind.RETENTION, ExitCode.OK, "PT49H"));
        cli.environment.put("RETENTION_DAYS", "30");
        cli.environment.put("RETENTION_APPLY", "true");

        assertThat(cli.run("health")).isEqualTo(3);

        assertThat(cli.err()).contains("no retention has gone through for 2 d 1 h: run backup-cli retention apply");
        cli.environment.put("RETENTION_INTERVAL", "25h");
        assertThat(cli.run("health")).isZero();
    }

    @Test
    void theLockOfTheBucketIsHeldAgainstTheRetention() {
        inBucket("attic", 2);
        RunRecord locked = locked(30, "PT1H");
        lockedAndKept(Duration.ofDays(30), locked);
        assertThat(cli.run("health")).isZero();
        assertThat(cli.out()).contains("object lock   30 days for each new recording\n");

        lockedAndKept(Duration.ofDays(90), locked);
        assertThat(cli.run("health")).isZero();
        assertThat(cli.out()).contains("object lock   30 days for each new recording, of the 90 it is kept\n");

        lockedAndKept(Duration.ofDays(30), locked(0, "PT1H"), locked(30, "PT2H"));
        assertThat(cli.run("health")).isEqualTo(3);
        assertThat(cli.out()).contains("object lock   no longer\n");
        assertThat(cli.err()).contains("the bucket has ceased to lock what is stored in it");
    }

    private void lockedAndKept(Duration retention, RunRecord... runs) {
        cli.engine.status = new BackupStatus(
                NOW,
                List.of(camera("attic", 2, 2, null)),
                List.of(runs),
                DISK,
                io.cammanager.backup.core.Coverage.none(NOW),
                retention,
                null);
    }

    private static RunRecord locked(long days, String ago) {
        Instant ended = NOW.minus(Duration.parse(ago));
        return new RunRecord(
                "r", RunRecord.Kind.VERIFY, ended, ended, ExitCode.OK, null, Map.of(RunRecord.LOCK_DAYS, days));
    }

    private static RunRecord upkeep(RunRecord.Kind kind, ExitCode exitCode, String ago) {
        Instant ended = NOW.minus(Duration.parse(ago));
        return new RunRecord(
                "r", kind, ended, ended, exitCode, null, Map.of("examined", 9L, "missing", 2L, "damaged", 1L));
    }

    @Test
    void aWrongAgeIsRefused() {
        assertThat(cli.run("health", "--max-age", "soon")).isEqualTo(2);

        assertThat(cli.err()).contains("soon is not a duration such as 90s").hasLineCount(2);
        assertThat(cli.engine.settings).isNull();
    }

    private void status(List<CameraStatus> cameras, RunRecord... runs) {
        cli.engine.status = new BackupStatus(NOW, cameras, List.of(runs), DISK);
    }

    private static RunRecord check(RunRecord.Kind kind, VerifyLevel level, ExitCode exitCode, String ago) {
        Instant ended = NOW.minus(Duration.parse(ago));
        return new RunRecord("r", kind, ended, ended, exitCode, null, Map.of(level.countName(), 1L));
    }

    private static RunRecord run(ExitCode exitCode, String ago) {
        Instant ended = NOW.minus(Duration.parse(ago));
        return new RunRecord("r", RunRecord.Kind.SYNC, ended, ended, exitCode, null, Map.of());
    }

    private static CameraStatus camera(String name, long files, long confirmed, @Nullable String waits) {
        return new CameraStatus(
                name,
                new Amount(files, 1024 * files),
                new Amount(confirmed, 1024 * confirmed),
                new Amount(files - confirmed, 1024 * (files - confirmed)),
                waits == null ? null : NOW.minus(Duration.parse(waits)),
                NOW,
                null,
                NOTHING,
                NOTHING);
    }

    private void inBucket(String camera, int files) {
        for (int i = 0; i < files; i++) {
            cli.engine.recordings.add(new RemoteRecording(camera + "/" + i + ".mp4", 1024, NOW));
        }
    }
}
