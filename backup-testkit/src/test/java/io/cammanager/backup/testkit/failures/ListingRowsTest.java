package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Listings;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.S3Xml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings that are not what is in the bucket. */
class ListingRowsTest extends ProxyRows {
    private static final int COUNT = 4;

    private Map<String, HashCode> before = Map.of();

    /** Fills the bucket, and adds one recording that is not in it yet. */
    private void fill() throws IOException, InterruptedException {
        bench.record(COUNT, 20_000);
        bench.requireHealing(PLAIN);
        before = bench.remote();
        bench.record(1, 10_000);
        bench.proxy().clearLog();
    }

    private ArmedRule lists(Fault fault) {
        return lists("(?!.*prefix=\\.cammanager).*", fault);
    }

    private ArmedRule lists(String query, Fault fault) {
        return bench.proxy().add(Match.operation("ListObjectsV2").withQuery(query), Occasion.always(), fault);
    }

    private void requireNothingTouched() {
        assertThat(count("DeleteObject")).isZero();
        assertThat(bench.remote()).containsAllEntriesOf(before);
    }

    /** Checks that a listing that contradicts itself ends the run, and what it says then. */
    private void endsTheRun(ArmedRule rule, String... words) throws IOException, InterruptedException {
        Synced synced = bench.sync(PLAIN);

        requireFired(rule);
        assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.UNREACHABLE);
        Problem problem = synced.report().problem();
        assertThat(problem).isNotNull();
        assertThat(problem == null ? "" : problem.message()).contains(words).doesNotContain("\n");
        bench.requireTruth(synced);
        requireNothingTouched();
        bench.requireHealing(PLAIN);
    }

    @Test
    @Tag("E15")
    void e15KeysLeftOutAreLookedForAndNotSentAgain() throws Exception {
        fill();
        ArmedRule rule = lists(Listings.dropping(".*2024-03-02_00-0[12].*"));

        Synced synced = syncsInSpiteOf(PLAIN, rule);

        assertThat(synced.report().summary().uploaded()).isEqualTo(1);
        assertThat(count("PutObject")).isEqualTo(1);
        requireNothingTouched();
    }

    @Test
    @Tag("E15")
    void e15ListingThatEndsEarlyOrIsOldLosesNothing() throws Exception {
        fill();
        ArmedRule rule = lists(Listings.dropping(".*"));
        syncsInSpiteOf(PLAIN, rule);
        requireNothingTouched();

        bench.proxy().clearRules();
        ArmedRule stale = lists(Listings.stale());
        bench.sync(PLAIN);
        bench.record(1, 5_000);
        Synced synced = bench.sync(PLAIN);
        bench.requireTruth(synced);
        assertThat(stale.matched()).isGreaterThan(1);
        requireNothingTouched();
        bench.requireHealing(PLAIN);
    }

    @Test
    @Tag("E15")
    void e15KeysInTheWrongOrderAreSorted() throws Exception {
        fill();

        syncsInSpiteOf(PLAIN, lists(Listings.reversing()));

        requireNothingTouched();
    }

    @Test
    @Tag("E15")
    void e15KeyTwiceEndsTheRun() throws Exception {
        fill();
        endsTheRun(lists(Listings.repeating()), "twice");
    }

    @Test
    @Tag("E15")
    void e15TokenThatComesAgainEndsTheRun() throws Exception {
        fill();
        endsTheRun(lists(Listings.withSameToken("again")), "list");
    }

    @Test
    @Tag("E15")
    void e15MoreWithoutATokenEndsTheRun() throws Exception {
        fill();
        endsTheRun(lists(Listings.withoutToken()), "more");
    }

    @Test
    @Tag("E15")
    void e15PagesWithoutEndAreReadNoFurtherThanTheFilesGo() throws Exception {
        fill();
        ArmedRule rule = lists(".*prefix=size-20000.*", Listings.withoutEnd());

        syncsInSpiteOf(PLAIN, rule);

        assertThat(rule.fired()).isLessThan(5);
        requireNothingTouched();
    }

    @Test
    @Tag("E15")
    void e15EmptyPagesWithoutEndEndTheRun() throws Exception {
        fill();
        String page = "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t";
        AtomicInteger number = new AtomicInteger();
        ArmedRule rule = lists(new Fault.Rewrite(
                "empty pages", old -> page + number.incrementAndGet() + "</NextContinuationToken></ListBucketResult>"));

        endsTheRun(rule, "without a key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested", "entities", "external", "no xml"})
    @Tag("E15")
    void e15HostileXmlIsACleanFailure(String kind) throws Exception {
        fill();
        Path secret = Files.writeString(directory.resolve("secret"), "a-local-secret");
        String body = switch (kind) {
            case "nested" -> S3Xml.nested(200_000);
            case "entities" -> S3Xml.entities();
            case "external" -> S3Xml.externalEntity(secret.toUri().toString());
            default -> "this is no XML";
        };
        endsTheRun(lists(Fault.answer(200, body)), "list");
        assertThat(bench.proxy().log()).noneMatch(request -> request.toString().contains("a-local-secret"));
    }

    @Test
    @Tag("E15")
    void e15AnswerOfTwoGibibytesIsCutOff() throws Exception {
        fill();
        String piece = "<!-- " + "x".repeat(16_000) + " -->";
        ArmedRule rule = lists(new Fault.Flood("<ListBucketResult>", piece, (2L << 30) / piece.length()));

        endsTheRun(rule, "list");
    }
}
