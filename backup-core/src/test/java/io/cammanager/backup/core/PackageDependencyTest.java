package io.cammanager.backup.core;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the packages to the one direction of the flow, with the JDK's own jdeps. */
final class PackageDependencyTest {
    private static final String OURS = "io.cammanager.backup.";
    private static final String ROOT = OURS + "core";
    private static final Pattern EDGE = Pattern.compile("^ +(" + Pattern.quote(ROOT) + "\\S*) +-> (\\S+) +.*$");
    private static final Map<String, Set<String>> EDGES = edges();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (root)       |
            sqlite       | (root)
            concurrent   | (root)
            metrics      | (root)
            process      | (root)
            report       | (root)
            scan         | (root) sqlite crypto
            store        | (root) sqlite
            lock         | (root) store
            store.layer  | (root) store crypto
            store.memory | (root) store
            store.s3     | (root) store
            catalog      | (root) scan sqlite
            plan         | (root) scan catalog store
            bucket       | (root) scan store store.layer crypto
            keep         | (root) store
            manifest     | (root) scan catalog sqlite store crypto
            remove       | (root) scan catalog store keep lock concurrent sqlite
            transfer     | (root) scan plan catalog store store.layer report concurrent sqlite keep lock crypto
            verify       | (root) scan catalog store concurrent
            mirror       | (root) scan catalog store keep transfer manifest concurrent sqlite crypto
            prune        | (root) scan catalog store verify lock concurrent sqlite
            retention    | (root) scan catalog store keep verify lock concurrent sqlite
            restore      | (root) scan store lock concurrent
            status       | (root) scan plan catalog
            doctor       | (root) scan catalog transfer lock sqlite store store.layer crypto
            engine       | (root) doctor bucket retention scan plan transfer keep manifest remove verify prune mirror report restore status catalog lock concurrent sqlite store store.layer crypto
            """)
    void knowsOnlyWhatComesBeforeIt(String name, @Nullable String known) {
        Set<String> allowed = known == null ? Set.of() : Set.of(known.split(" +", -1));

        assertThat(seenBy(name)).as(name).isSubsetOf(allowed);
    }

    @Test
    void everyPackageHasARule() {
        assertThat(EDGES.keySet())
                .extracting(PackageDependencyTest::shortName)
                .containsExactlyInAnyOrder(
                        "(root)",
                        "bucket",
                        "sqlite",
                        "concurrent",
                        "lock",
                        "process",
                        "report",
                        "scan",
                        "store",
                        "store.layer",
                        "store.memory",
                        "store.s3",
                        "catalog",
                        "metrics",
                        "plan",
                        "keep",
                        "manifest",
                        "remove",
                        "transfer",
                        "verify",
                        "mirror",
                        "prune",
                        "retention",
                        "restore",
                        "status",
                        "doctor",
                        "engine",
                        "settings");
    }

    @Test
    void onlyTheS3StoreKnowsTheSdk() {
        assertThat(EDGES).allSatisfy((from, to) -> {
            if (!from.equals(ROOT + ".store.s3")) {
                assertThat(to).noneMatch(name -> name.startsWith("software.amazon.awssdk"));
            }
        });
    }

    @Test
    void planningDoesNoIo() {
        assertThat(EDGES.getOrDefault(ROOT + ".plan", Set.of()))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("java.io")
                        || name.startsWith("java.nio")
                        || name.startsWith("java.net")
                        || name.startsWith("java.sql")
                        || name.startsWith("org.slf4j"));
    }

    private static Set<String> seenBy(String name) {
        String from = name.equals("(root)") ? ROOT : ROOT + "." + name;
        Set<String> seen = new TreeSet<>();
        for (String to : EDGES.getOrDefault(from, Set.of())) {
            if (to.startsWith(OURS) && !to.equals(from)) {
                seen.add(shortName(to));
            }
        }
        return seen;
    }

    private static String shortName(String name) {
        if (name.equals(ROOT)) {
            return "(root)";
        }
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : name.substring(OURS.length());
    }

    private static Map<String, Set<String>> edges() {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        int exitCode = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        printer,
                        printer,
                        "--multi-release",
                        "base",
                        "--ignore-missing-deps",
                        "-verbose:package",
                        "-filter:none",
                        classes().toString());
        assertThat(exitCode).as(out.toString()).isZero();
        return out.toString()
                .lines()
                .map(EDGE::matcher)
                .filter(Matcher::matches)
                .collect(groupingBy(edge -> edge.group(1), mapping(edge -> edge.group(2), toSet())));
    }

    private static Path classes() {
        try {
            return Path.of(ObjectKey.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
