package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.SmallBody;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketCommandsTest {
    private final CommandLineRun cli = new CommandLineRun();

    @TempDir
    private Path directory;

    @BeforeEach
    void nameAnEmptySource() {
        cli.environment.put("RECORDINGS_DIR", directory.toString());
    }

    private void put(String key) {
        PutRequest request = new PutRequest(new ObjectKey(key), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS);
        String unused = cli.engine.bucket.open(Checksums.SUPPORTED).put(request, SmallBody.of("x"));
    }

    private List<LifecycleRule> rules() {
        return cli.engine.bucket.admin().lifecycle();
    }

    @Test
    void initTellsEachStepAndTheRights() {
        int code = cli.run("bucket", "init", "--lock", "--days", "30");

        assertThat(code).as(cli.err()).isZero();
        assertThat(cli.out())
                .startsWith("bucket    done    \"recordings\" at memory: was made\n")
                .contains(
                        "lock      done    each new version is locked for 30 days (governance)",
                        "proof     done    to delete .cammanager/lock-canary, locked until",
                        "\"Resource\": \"arn:aws:s3:::recordings/*\"")
                .doesNotContain("FAILED");
    }

    @Test
    void initAsJson() {
        assertThat(cli.run("bucket", "init", "--json")).isZero();

        assertThat(cli.out().lines().toList())
                .contains("{\"message_type\":\"step\",\"subject\":\"bucket\",\"state\":\"done\",\"message\":"
                        + "\"\\\"recordings\\\" at memory: was made\"}")
                .anyMatch(line -> line.startsWith("{\"message_type\":\"policy\",\"key\":\"backup\",\"document\":\"{"))
                .last()
                .isEqualTo("{\"message_type\":\"summary\",\"exit_code\":0}");
    }

    @Test
    void retentionIsSetShownAndCleared() {
        cli.run("bucket", "init");
        put("garage/2026-02-03_04-05-06.mp4");
        cli.environment.put("REPLACED_DAYS", "9");

        assertThat(cli.run("retention", "set", "--days", "30")).isZero();
        String set = cli.out();
        String hint = cli.err();
        cli.environment.put("RETENTION_DAYS", "20");
        assertThat(cli.run("retention", "show")).isZero();

        assertThat(set).isEqualTo("""
                + camera garage                     expires after 30 days
                + .cammanager/replaced/             expires after 9 days
                  the whole bucket                  unfinished uploads go after 7 days
                The store has these rules, read back. Rules: 2 set, 1 as they were, 0 removed, 0 of others left as they are.
                """);
        assertThat(hint).contains("RETENTION_DAYS is not set").contains("set RETENTION_DAYS=30");
        assertThat(cli.out()).contains("camera garage                     expires after 30 days\n");
        assertThat(cli.err()).contains("RETENTION_DAYS is 20");
        assertThat(cli.run("retention", "clear")).isZero();
        assertThat(rules()).isEmpty();
        cli.run("retention", "show");
        assertThat(cli.out()).isEqualTo("The bucket has no rules: it keeps recordings until somebody deletes them.\n");
    }

    @Test
    void aDryRunSetsNothing() {
        cli.run("bucket", "init");
        put("garage/2026-02-03_04-05-06.mp4");
        List<LifecycleRule> before = rules();

        assertThat(cli.run("retention", "set", "--days", "30", "--dry-run", "--json"))
                .isZero();

        assertThat(rules()).isEqualTo(before);
        assertThat(cli.out().lines().toList())
                .last()
                .isEqualTo("{\"message_type\":\"summary\",\"added\":2,\"changed\":0,\"unchanged\":1,\"removed\":0,"
                        + "\"others\":0,\"uncovered\":0,\"problems\":0,\"exit_code\":0}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retention set                                                     | Missing required option: '--days=N'
            retention set --days 0                                            | --days (0) must be a whole number from 1 to 36500
            retention set --days 9 --transition-days 3                        | --transition-days needs --storage-class
            retention set --days 9 --storage-class GLACIER                    | --storage-class needs --transition-days
            retention set --days 9 --transition-days 9 --storage-class GLACIER | must be less than --days (9)
            bucket init --lock                                                | --lock needs --days
            bucket init --days 3                                              | give --lock as well
            hold add                                                          | would hold every recording
            hold remove                                                       | needs either the ids of holds
            hold remove x --camera a                                          | needs either the ids of holds
            """)
    void badInputIsSaidInOneSentence(String line, String said) {
        cli.run("bucket", "init");

        assertThat(cli.run(line.split(" +", -1))).isEqualTo(2);
        assertThat(cli.err()).contains(said);
    }

    @Test
    void holdsAreAddedListedAndRemoved() {
        cli.run("bucket", "init", "--lock", "--days", "1");
        put("garage/2026-02-03_04-05-06.mp4");
        put("garage/2026-02-04_04-05-06.mp4");
        String[] selection = {"--camera", "garage", "--from", "2026-02-03", "--to", "2026-02-04"};

        assertThat(cli.run(
                        "hold",
                        "add",
                        selection[0],
                        selection[1],
                        selection[2],
                        selection[3],
                        selection[4],
                        selection[5],
                        "--reason",
                        "case 4711",
                        "--by",
                        "ana"))
                .as(cli.err())
                .isZero();
        assertThat(cli.out()).endsWith("Held, read back: 1 of 1.\n");
        assertThat(cli.run("hold", "list")).isZero();
        assertThat(cli.out())
                .contains("garage from 2026-02-03T00:00 to 2026-02-04T00:00, set ", " by ana on ", ": case 4711");
        assertThat(cli.run("hold", "remove", "--camera", "garage", "--from", "2026-02-03", "--to", "2026-02-04"))
                .isZero();
        assertThat(cli.out()).endsWith("Free again, read back: 1.\n");
        cli.run("hold", "list", "--json");
        assertThat(cli.out()).isEqualTo("{\"message_type\":\"summary\",\"holds\":0,\"exit_code\":0}\n");
    }

    @Test
    void aBucketThatIsMissingIsToldWithItsCode() {
        assertThat(cli.run("retention", "set", "--days", "3", "--json")).isEqualTo(10);
        assertThat(cli.err()).contains("there is no bucket \"recordings\" at memory:", "bucket init");
        assertThat(cli.out().lines().toList()).last().asString().contains("\"exit_code\":10");
    }
}
