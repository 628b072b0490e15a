package io.cammanager.backup.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cammanager.backup.core.FilterRules;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameFilterTest {
    private static final String REGEX = "- /{{.*\\.part}}";

    /** A run of rclone: its rules, and the files of the tree that it left out. */
    record Vector(List<String> rules, List<String> left, List<String> tree) {
        @Override
        public String toString() {
            return rules.toString();
        }
    }

    static List<Vector> vectors() throws IOException {
        List<String> tree = new ArrayList<>();
        List<Vector> vectors = new ArrayList<>();
        for (String line : lines()) {
            String rest = line.substring(line.indexOf(':') + 1);
            if (line.startsWith("tree:")) {
                tree.add(rest);
            } else if (line.startsWith("exclude:")) {
                vectors.add(new Vector(new ArrayList<>(List.of("- " + rest)), new ArrayList<>(), tree));
            } else if (line.startsWith("rules:")) {
                vectors.add(new Vector(new ArrayList<>(), new ArrayList<>(), tree));
            } else if (line.startsWith("rule:")) {
                boolean isRule =
                        rest.startsWith("+ ") || rest.startsWith("- "); // else a comment, or a reset at the top
                vectors.get(vectors.size() - 1).rules.addAll(isRule ? List.of(rest) : List.of());
            } else if (line.startsWith("-")) {
                vectors.get(vectors.size() - 1).left.add(line.substring(1));
            }
        }
        vectors.removeIf(vector -> vector.rules.contains(REGEX));
        return vectors;
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(NameFilterTest.class.getResourceAsStream("filters.txt"))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void leavesOutWhatRcloneLeavesOut(Vector vector) {
        NameFilter filter = filter(vector.rules);

        assertThat(vector.tree).filteredOn(path -> !filter.includes(path)).containsExactlyElementsOf(vector.left);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void findsTheSameWhenItPrunes(Vector vector) {
        NameFilter filter = filter(vector.rules);

        assertThat(vector.tree)
                .filteredOn(path -> isReached(filter, path) && filter.includes(path))
                .containsExactlyInAnyOrderElementsOf(vector.tree.stream()
                        .filter(path -> !vector.left.contains(path))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "[!a] a true",
                "[!a] ! true",
                "[!a] b false",
                "[^a] a false",
                "[^a] b true",
                "[a-c]x bx true",
                "[a-c]x dx false",
                "[a-] - true",
                "[\\^a] ^ true",
                "[.] x false",
                "? 📹 true",
                "? ab false",
                "a?b a/b false",
                "[^a]x /x true",
                "{a,b}c bc true",
                "{a,}c c true",
                "{a,b}c abc false",
                "a{b,c}/d x/ac/d true",
                "*.* a false",
                "** a/b true",
                "/a a true",
                "/a b/a false",
                "a b/a true",
                "a/b x/a/b true",
                "a/b xa/b false",
                "a*b a/b false",
                "/*/b a/b true",
                "/*/b a/x/b false",
                "dir/ a/dir/b true",
                "dir/ dir false",
                "/dir/ a/dir/b false",
                "\\{\\[ {[ true",
                "A a false",
                "a$ a false",
                "(a|b)+ a false",
                "(a|b)+ (a|b)+ true",
                "{**/x,y}z a/b/xz true",
                "é e\u0301 false",
            })
    void understandsPatterns(String pattern, String path, String expected) {
        boolean matched = !filter(List.of("- " + pattern)).includes(path);

        assertThat(matched).isEqualTo(expected.equals("true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "- /a/; a; false",
                "- /a/; b/a; true",
                "- a/; b/a; false",
                "- a/**; a/b; false",
                "- **; a; false",
                "- *; a; false",
                "+ /x/y/*.mp4, - **; x; true",
                "+ /x/y/*.mp4, - **; x/y; true",
                "+ /x/y/*.mp4, - **; x/z; false",
                "+ /x/y/*.mp4, - **; x/y/z; false",
                "+ *.mp4, - **; x/z; true",
                "- /a/, + *.mp4; a; false",
                "- /a/*; a; true",
                "+ dir/, - **; dir; false",
                "- *.tmp; a; true",
                "+ /[ab]/**, - *; b; true",
                "+ /[ab]/**, - *; c; false",
            })
    void prunesDirectoriesThatHoldNothing(String rules, String directory, boolean expected) {
        assertThat(filter(List.of(rules.split(", "))).mayHoldIncluded(directory))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void neverPrunesWhatIsIncluded(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 4_000; i++) {
            List<String> rules = new ArrayList<>();
            for (int rule = random.nextInt(3); rule >= 0; rule--) {
                rules.add((random.nextBoolean() ? "+ " : "- ") + draw(random, "a/b*?", 6) + draw(random, "/*a", 2));
            }
            NameFilter filter;
            try {
                filter = filter(rules);
            } catch (IllegalArgumentException e) {
                continue; // three stars
            }
            for (int path = 0; path < 20; path++) {
                String name = draw(random, "ab/", 8).replaceAll("/+", "/").replaceAll("^/|/$", "");
                if (filter.includes(name)) {
                    assertThat(isReached(filter, name))
                            .as("seed %s, %s, %s", seed, rules, name)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "***",
                "a]",
                "[a",
                "[]",
                "[^]",
                "{a",
                "a}",
                "{a{b}}",
                "{{.*}}",
                "a\\",
                "\\d",
                "[\\d]",
                "[z-a]",
                "[\\]]",
                "[[:alpha:]]",
                "[a\\",
                "{a,b"
            })
    void namesTheRuleThatItCannotUse(String pattern) {
        assertThatThrownBy(() -> filter(List.of("- *.tmp", "+ " + pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot use the filter rule \"+ ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*a*a*a*a*a*a*a*a*b",
                "**a**a**a**a**a**b",
                "{a,aa}{a,aa}{a,aa}*{a,aa}*{a,aa}b",
                "(a+)+$",
                "**/**/**/**/**/x",
                "/**a**a**/**a**b"
            })
    void takesTimeInLineWithTheLengthOfTheName(String pattern) {
        NameFilter filter = filter(List.of("+ " + pattern, "- " + pattern + "**"));
        String name = "a".repeat(32 * 1024) + "/".repeat(32) + "a".repeat(32 * 1024) + "b";

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> filter.includes(name));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> filter.mayHoldIncluded(name));
    }

    @Test
    void looksEverywhereForWhatARuleWithoutLeadingSlashKeeps() {
        NameFilter filter = filter(List.of("+ a/b", "- **"));

        assertThat(filter.mayHoldIncluded("x")).isTrue();
        assertThat(filter.includes("x/a/b")).isTrue();
    }

    @Test
    void takesTheLongestPattern() {
        NameFilter filter = filter(List.of("- " + "*?".repeat(512)));

        assertThat(filter.includes("x".repeat(512))).isFalse();
        assertThat(filter.includes("x".repeat(511))).isTrue();
        assertThatThrownBy(() -> filter(List.of("- " + "x".repeat(1025)))).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean isReached(NameFilter filter, String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (!filter.mayHoldIncluded(path.substring(0, slash))) {
                return false;
            }
        }
        return true;
    }

    private static String draw(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(most); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static NameFilter filter(List<String> rules) {
        return NameFilter.of(new FilterRules(rules));
    }
}
