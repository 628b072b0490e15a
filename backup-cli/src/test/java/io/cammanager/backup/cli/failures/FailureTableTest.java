package io.cammanager.backup.cli.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds docs/failures.md to what is there: every row has a line, and every test that a line names exists and says its row. */
class FailureTableTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINE = Pattern.compile("\\| ([A-H]\\d+) \\|(.*)\\|([^|]*)\\|\\s*");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyRowHasALine() throws IOException {
        assertThat(table()).containsOnlyKeys(rows());
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        table().forEach((row, where) -> {
            Matcher test = TEST.matcher(where);
            boolean named = false;
            while (test.find()) {
                named = true;
                if (!isThere(sources.get(test.group(1)), row, test.group(2))) {
                    missing.add(row + ": " + test.group());
                }
            }
            if (!named && !where.contains("not run")) {
                missing.add(row + ": neither a test nor the words \"not run\"");
            }
        });

        assertThat(missing).isEmpty();
    }

    private static boolean isThere(@Nullable String source, String row, String method) {
        return source != null && source.contains("@Tag(\"" + row + "\")") && source.contains(" " + method + "(");
    }

    private static Map<String, String> table() throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/failures.md"), UTF_8)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                assertThat(table.put(matcher.group(1), matcher.group(3)))
                        .as(line)
                        .isNull();
            }
        }
        return table;
    }

    private static List<String> rows() {
        Map<String, Integer> last = new LinkedHashMap<>();
        last.put("A", 6);
        last.put("B", 7);
        last.put("C", 16);
        last.put("D", 5);
        last.put("E", 18);
        last.put("F", 5);
        last.put("G", 8);
        last.put("H", 3);
        return last.entrySet().stream()
                .flatMap(group -> IntStream.rangeClosed(1, group.getValue()).mapToObj(i -> group.getKey() + i))
                .toList();
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String module : List.of("backup-core", "backup-testkit", "backup-cli", "backup-daemon")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = String.valueOf(file.getFileName());
                    sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file, UTF_8));
                }
            }
        }
        return sources;
    }
}
