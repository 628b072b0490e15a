package io.cammanager.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisuseTest {
    private final CommandLineRun cli = new CommandLineRun();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sync --bogus|Unknown option: '--bogus'|See backup-cli sync --help",
                "sync --verbos|did you mean --verify or --verbose?|See backup-cli sync --help",
                "sync --verify=deep|'deep'|See backup-cli sync --help",
                "sync extra|Unmatched argument|See backup-cli sync --help",
                "restore|Missing required parameter: 'TARGET'|See backup-cli restore --help",
                "verify --level deep|'--level'|See backup-cli verify --help",
                "ls --from yesterday|yesterday is not a time such as|See backup-cli ls --help",
                "ls --from 2026-02-30|2026-02-30 is not in the calendar|See backup-cli ls --help",
                "synk|Unmatched argument|See backup-cli --help",
                "config|Missing required subcommand|See backup-cli config --help"
            })
    void wrongUsageIsOneSentenceAndAHint(String line, String sentence, String hint) {
        int code = cli.run(line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith("error: ")
                .contains(sentence.replace("'deep'", "deep"))
                .endsWith(hint + "\n");
        assertThat(cli.err()).hasLineCount(2);
        assertThat(cli.engine.settings).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "--transfers,0,--transfers (0) must be a whole number from 1 to 256",
        "--min-age,soon,--min-age (soon) must be a duration",
        "--order,random,'--order (random) must be one of oldest, newest'",
        "--endpoint,minio,--endpoint (minio) must be a URL",
        "--bucket,a/b,--bucket (a/b) must be a bucket's name alone"
    })
    void wrongValueNamesTheFlag(String flag, String value, String sentence) {
        assertThat(cli.run("sync", flag, value)).isEqualTo(2);
        assertThat(cli.err()).startsWith("error: " + sentence).hasLineCount(1);
    }

    @Test
    void wrongTimeSpanIsRefused() {
        assertThat(cli.run("ls", "--from", "2026-02-03", "--to", "2026-02-03")).isEqualTo(2);
        assertThat(cli.err()).contains("must be before --to").hasLineCount(1);
    }

    @Test
    void jsonReadersGetASummaryOfWrongUsageToo() {
        assertThat(cli.run("ls", "--json", "--bogus")).isEqualTo(2);
        assertThat(cli.out().lines())
                .containsExactly(
                        "{\"message_type\":\"error\",\"message\":\"Unknown option: '--bogus'\",\"exit_code\":2}",
                        "{\"message_type\":\"summary\",\"recordings\":0,\"bytes\":0,\"exit_code\":2}");
    }

    @Test
    void unexpectedFailureIsOneSentenceWithoutAStackTrace() {
        cli.engine.thrown = new IllegalStateException("the roof\nis on fire");

        assertThat(cli.run("sync")).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("error: unexpected java.lang.IllegalStateException: the roof?is on fire\n");
    }

    @Test
    void stackTraceIsForThoseWhoDebug() {
        cli.environment.put("LOG_LEVEL", "debug");
        cli.engine.thrown = new IllegalStateException("the roof");

        assertThat(cli.run("sync")).isEqualTo(1);
        assertThat(cli.err()).contains("\n at io.cammanager.backup.cli.MisuseTest");
    }

    @Test
    void versionIsOneLine() {
        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).startsWith("backup-cli ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sync",
                "verify",
                "restore",
                "ls",
                "du",
                "bucket",
                "bucket init",
                "retention",
                "retention show",
                "retention set",
                "retention clear",
                "hold",
                "hold add",
                "hold list",
                "hold remove",
                "config",
                "config show",
                "config obscure"
            })
    void helpFitsAndHasADescription(String command) {
        List<String> arguments =
                new ArrayList<>(List.of((command + " --help").strip().split(" ")));

        assertThat(cli.run(arguments.toArray(String[]::new))).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).startsWith("Usage: backup-cli").hasSizeGreaterThan(200);
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void helpTellsExamplesExitCodesAndEveryVariable() {
        cli.run("--help");

        assertThat(cli.out()).contains("Examples:", "Exit codes:", "11  another run");
        for (Setting setting : Setting.values()) {
            if (!setting.daemonOnly()) {
                assertThat(cli.out()).contains("  " + setting + " ");
            }
        }
    }
}
