package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.Position;
import io.cammanager.backup.testkit.proxy.ProxiedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E1 and E4: a server that fails for a while or for good, and one that stands still. */
class RetryRowsTest {
    private static final String ONLY = "cam0/2024-03-02_04-00-00.mp4";
    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    private RetryBench bench;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        bench = new RetryBench(server, directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** The pauses between one try of a recording and the next, from the proxy's log. */
    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        List<ProxiedRequest> puts = bench.puts();
        for (int i = 1; i < puts.size(); i++) {
            gaps.add(Duration.between(
                            puts.get(i - 1).request().time(),
                            puts.get(i).request().time())
                    .toMillis());
        }
        return gaps;
    }

    @Tag("E1")
    @ParameterizedTest
    @CsvSource({"500, InternalError", "502, BadGateway", "503, SlowDown"})
    void e1AFailureThatPassesIsRetriedWithGrowingPauses(int status, String code) throws Exception {
        bench.write(1);
        ArmedRule rule = bench.proxy.add(RetryBench.PUTS, Occasion.always().atMost(7), Fault.error(status, code));

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(rule.fired()).isEqualTo(7);
        assertThat(gaps()).containsExactly(200L, 400L, 500L, 200L, 400L, 1000L, 200L);
        bench.everythingArrived();
    }

    @Tag("E1")
    @Test
    void e1WaitsAsLongAsTheStoreAsks() throws Exception {
        bench.write(1);
        ArmedRule rule = bench.proxy.add(RetryBench.PUTS, Occasion.nth(1), Fault.slowDown(7));

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(rule.fired()).isEqualTo(1);
        assertThat(gaps()).containsExactly(7000L);
    }

    @Tag("E1")
    @Test
    void e1AFileThatAlwaysFailsUsesUpItsTriesAndTheOthersArrive() throws Exception {
        bench.write(6);
        ArmedRule rule = bench.proxy.add(
                Match.operation("PutObject").withKey(ONLY), Occasion.always(), Fault.error(500, "InternalError"));

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().uploaded()).isEqualTo(5);
        assertThat(report.summary().failed()).isEqualTo(1);
        assertThat(rule.fired()).isEqualTo(9);
        assertThat(bench.putsByKey()).containsEntry(ONLY, 9L).hasSize(6);
    }

    @Tag("E1")
    @Test
    void e1AnOutageEndsTheRunBeforeItUsesUpTheAttemptsOfEveryFile() throws Exception {
        bench.write(40);
        ArmedRule rule = bench.proxy.add(RetryBench.PUTS, Occasion.from(5), Fault.error(503, "SlowDown"));

        SyncReport report = bench.sync();
        int sent = bench.puts().size();
        long usedUp = bench.finished().stream()
                .filter(end -> end.reason() == Reason.ATTEMPTS_USED_UP)
                .count();
        bench.proxy.clearRules();
        SyncReport next = bench.sync();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(String.valueOf(report.problem())).contains("gives up", "SlowDown", "recordings wait");
        assertThat(report.summary().scanned()).isEqualTo(40);
        assertThat(rule.fired()).isGreaterThan(10);
        assertThat(sent).isLessThan(4 + 40);
        assertThat(usedUp).isLessThan(5);
        assertThat(next.exitCode()).as("%s", next).isEqualTo(ExitCode.OK);
        assertThat(next.summary().uploaded() + report.summary().uploaded()).isEqualTo(40);
        bench.everythingArrived();
    }

    @Tag("E1")
    @Test
    void e1AnOutageOfAMinuteCostsNoFileItsAttempts() throws Exception {
        bench.write(20);
        bench.startInStep();
        // Ten open the circuit, the eleventh tries it. Four workers have one each; if one has all the rest, it has
        // tries left.
        int failures = 11;
        ArmedRule rule =
                bench.proxy.add(RetryBench.PUTS, Occasion.from(1).atMost(failures), Fault.error(503, "SlowDown"));

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(rule.fired()).isEqualTo(failures);
        bench.everythingArrived();
    }

    @Tag("E1")
    @Test
    void e1WhatFailedIsTriedAgainWhenItsTimeHasComeAndAtOnceWhenAsked() throws Exception {
        bench.write(2);
        ArmedRule rule = bench.proxy.add(
                Match.operation("PutObject").withKey(ONLY), Occasion.always(), Fault.error(500, "InternalError"));
        SyncOptions asked = bench.options;
        SyncOptions scheduled =
                asked.toBuilder().queued(SyncOptions.Queued.WAIT).build();
        bench.options = scheduled;
        assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(rule.fired()).isEqualTo(9);

        bench.clock.advance(Duration.ofMinutes(2));
        SyncReport waiting = bench.sync();
        assertThat(waiting.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(waiting.summary().failed()).isEqualTo(1);
        assertThat(bench.finished())
                .filteredOn(end -> end.path().equals(ONLY))
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo(Reason.WAITS_FOR_NEXT_TRY));
        assertThat(rule.fired()).isEqualTo(9);

        bench.options = asked;
        assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(rule.fired()).isEqualTo(18);

        bench.options = scheduled;
        bench.clock.advance(Duration.ofMinutes(6));
        assertThat(bench.sync().exitCode()).as("two failures, ten minutes").isEqualTo(ExitCode.INCOMPLETE);
        assertThat(rule.fired()).isEqualTo(18);
        bench.clock.advance(Duration.ofMinutes(5));
        bench.proxy.clearRules();
        assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.OK);
        bench.everythingArrived();
    }

    /** Where the server stands still. */
    private static Fault stall(String place) {
        return switch (place) {
            case "sent, middle" -> Fault.stall(Side.REQUEST, Position.MIDDLE);
            case "sent, last byte" -> Fault.stall(Side.REQUEST, Position.LAST);
            case "no answer" -> Fault.stall(Side.RESPONSE, Position.BEFORE_HEAD);
            case "answer, middle" -> Fault.stall(Side.RESPONSE, Position.MIDDLE);
            case "answer, last byte" -> Fault.stall(Side.RESPONSE, Position.LAST);
            default -> throw new IllegalArgumentException(place);
        };
    }

    @Tag("E4")
    @Timeout(60)
    @ParameterizedTest
    @CsvSource({
        "PutObject, 'sent, middle'",
        "PutObject, 'sent, last byte'",
        "PutObject, no answer",
        "HeadObject, no answer",
        "ListObjectsV2, no answer",
        "ListObjectsV2, 'answer, middle'",
        "ListObjectsV2, 'answer, last byte'",
        "GetObject, no answer",
        "GetObject, 'answer, middle'",
        "GetObject, 'answer, last byte'"
    })
    void e4AServerThatStandsStillIsGivenUpAndAskedAgain(String operation, String place) throws Exception {
        bench.write(2);
        // Larger than all the buffers on the way, so that sending it really stops.
        bench.write("cam0/2024-03-02_05-00-00.mp4", 24 << 20);
        boolean restores = operation.equals("GetObject");
        if (restores) {
            assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.OK);
        }
        String key = operation.equals("ListObjectsV2") ? ".*" : ".*05-00-00\\.mp4";
        ArmedRule rule = bench.proxy.add(Match.operation(operation).withKey(key), Occasion.nth(1), stall(place));
        var impatient = bench.config().idleLimit(Duration.ofSeconds(1)).build();

        if (restores) {
            RestoreReport report = bench.restore(impatient);
            assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
            assertThat(bench.target().resolve("cam0/2024-03-02_05-00-00.mp4"))
                    .hasSameBinaryContentAs(bench.source().resolve("cam0/2024-03-02_05-00-00.mp4"));
        } else {
            SyncReport report = bench.sync(impatient);
            assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
            bench.everythingArrived();
        }
        assertThat(rule.fired()).isEqualTo(1);
    }
}
