package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.testkit.BytesBody;
import io.cammanager.backup.testkit.failures.LeaseBench.Host;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who holds the lease of a bucket whose conditions hold, whatever stops, lies or is cut off. */
class LeaseRowsTest {
    private final LeaseBench bench = new LeaseBench();
    private final Host a = bench.host("nvr-a");

    @Test
    @Tag("G1")
    void g1TheSecondHostIsToldWhoHoldsItAsSoonAsThatShowsLife() {
        Host b = bench.host("nvr-b");
        try (Lease lease = a.take()) {
            BackupException refusal = b.refused();

            assertThat(refusal.exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(refusal).hasMessageContaining("process 4711 on nvr-a since 2026-03-01T12:00:00Z");
            assertThat(b.warnings).singleElement().asString().contains("nvr-a", "60 s");
            assertThat(b.slept).isLessThan(LeaseBench.TTL);
            assertThat(lease.isHeld()).isTrue();
            assertThat(a.warnings).isEmpty();
        }
    }

    @Test
    @Tag("G1")
    void g1AQuietRunCostsThreeRequestsAndTheEpochOnlyRises() {
        Host b = bench.host("nvr-b");
        for (int epoch = 1; epoch <= 4; epoch++) {
            Host host = epoch % 2 == 0 ? a : b;
            host.store.requests.clear();
            try (Lease lease = host.take()) {
                assertThat(lease.epoch()).isEqualTo(epoch);
            }
            assertThat(host.store.requests).containsExactly("get", "put", "put");
            assertThat(host.slept).isZero();
        }
        assertThat(bench.text()).contains("\"epoch\":4,", "\"state\":\"released\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {-24, -2, 0, 2, 24})
    @Tag("G5")
    void g5ADeadHoldersLeaseIsTakenAfterItsTimeByOurOwnClock(long hoursWrong) {
        Host b = bench.host("nvr-b", Duration.ofHours(hoursWrong));
        Lease abandoned = a.take();
        a.die();

        try (Lease lease = b.take()) {
            assertThat(lease.epoch()).isEqualTo(2);
            assertThat(b.slept).isBetween(LeaseBench.TTL, LeaseBench.TTL.plusSeconds(1));
            assertThat(abandoned.isHeld()).isFalse();
            assertThat(a.warnings).singleElement().asString().contains("has taken the lease", "nvr-b");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-24, -2, 2, 24})
    @Tag("G5")
    void g5AClockThatJumpsTakesNothingEarlyAndLosesNothing(long hours) {
        Host b = bench.host("nvr-b");
        try (Lease lease = a.take()) {
            b.clock.advance(Duration.ofHours(hours));
            assertThat(b.refused().exitCode()).isEqualTo(ExitCode.LOCKED);

            a.clock.advance(Duration.ofHours(hours)); // the holder does not know how long it slept: it must ask
            a.store.requests.clear();
            assertThat(lease.isHeld()).isTrue();
            assertThat(a.store.requests).containsExactly("put");
            assertThat(lease.isHeld()).isTrue();
            assertThat(a.store.requests).hasSize(1);
        }
    }

    @Test
    @Tag("G2")
    void g2AHolderThatWasStoppedFindsItGoneAndLeavesTheNewOneAlone() {
        Host b = bench.host("nvr-b");
        Lease old = a.take();
        a.awake = false;
        Lease next = b.take();
        a.awake = true;

        assertThat(old.isHeld()).isFalse();
        assertThat(a.warnings).singleElement().asString().contains("removes nothing", "nvr-b");
        String before = bench.text();
        old.close();

        assertThat(bench.text()).isEqualTo(before).contains("\"epoch\":2,", "nvr-b", "\"state\":\"held\"");
        assertThat(next.isHeld()).isTrue();
        next.close();
        assertThat(b.warnings).hasSize(1);
    }

    @Test
    @Tag("G2")
    void g2ALateReleaseDoesNotEndTheNextHoldersLease() {
        Host b = bench.host("nvr-b");
        Lease old = a.take();
        a.awake = false;
        try (Lease next = b.take()) {
            old.close(); // its last renewal was an hour ago, and it has not looked since

            assertThat(next.isHeld()).isTrue();
            assertThat(bench.text()).contains("nvr-b", "\"state\":\"held\"");
        }
    }

    @Test
    @Tag("G3")
    void g3AHolderThatIsCutOffCountsItselfOutAndComesBackIfNobodyTookIt() {
        try (Lease lease = a.take()) {
            a.store.down = Kind.UNREACHABLE;
            bench.pass(Duration.ofSeconds(44));
            assertThat(lease.isHeld()).isTrue();
            bench.pass(Duration.ofSeconds(1));
            assertThat(lease.isHeld()).isFalse();
            bench.pass(Duration.ofSeconds(60));
            assertThat(lease.isHeld()).isFalse();
            assertThat(a.warnings).singleElement().asString().contains("could not be renewed");

            a.store.down = null;

            assertThat(lease.isHeld()).isTrue();
            assertThat(lease.epoch()).isEqualTo(1);
        }
    }

    @Test
    @Tag("G3")
    void g3ACutOffHolderAndItsSuccessorNeverBothHoldIt() {
        Host b = bench.host("nvr-b");
        Lease lease = a.take();
        a.store.down = Kind.UNREACHABLE;
        try (Lease next = b.take()) {
            assertThat(lease.isHeld()).isFalse();
            a.store.down = null;
            assertThat(lease.isHeld()).isFalse();
            assertThat(next.isHeld()).isTrue();
        }
    }

    @Test
    @Tag("G1")
    void g1TheSameStateTakesItsOwnLeaseOverAtOnceUnderAnyHostName() {
        Lease killed = a.take();
        a.die();
        Host restarted = bench.renamed(a, "container-2");

        try (Lease lease = restarted.take()) {
            assertThat(lease.epoch()).isEqualTo(2);
            assertThat(restarted.slept).isZero();
            assertThat(restarted.warnings).isEmpty();
            bench.pass(LeaseBench.TTL);
            assertThat(lease.isHeld()).isTrue();
            assertThat(killed.isHeld()).isFalse();
        }
    }

    @Test
    @Tag("E2")
    void e2AnAnswerThatWasLostIsLookedUpByItsNonce() {
        a.store.lostAnswers = 1;
        Lease lease = a.take();
        assertThat(lease.epoch()).isEqualTo(1);
        for (int beat = 0; beat < 20; beat++) {
            a.store.lostAnswers = beat % 2;
            bench.pass(Duration.ofSeconds(20));
            assertThat(lease.isHeld()).isTrue();
        }
        a.store.lostAnswers = 1;
        lease.close();

        assertThat(a.warnings).isEmpty();
        assertThat(bench.text()).contains("\"epoch\":1,", "\"state\":\"released\"");
    }

    @Test
    void aWriteThatArrivesAfterItsSenderGaveItUpIsStillItsOwn() {
        try (Lease lease = a.take()) {
            a.store.lostAnswers = 1;
            a.store.downAfterLoss = Kind.UNREACHABLE; // neither the answer nor the look after it
            bench.pass(Duration.ofSeconds(20));
            a.store.down = null;
            bench.pass(Duration.ofSeconds(20)); // meets its own write, and is refused

            assertThat(lease.isHeld()).isTrue();
            assertThat(a.warnings).isEmpty();
            bench.pass(Duration.ofSeconds(20));
            assertThat(lease.isHeld()).isTrue();
        }
        assertThat(bench.text()).contains("\"state\":\"released\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DENIED", "STORAGE_FULL", "NOT_IMPLEMENTED"})
    void aKeyOrAStoreThatRefusesTheLeaseMayOnlyAdd(Kind kind) {
        a.store.refused = kind;

        try (Lease lease = a.take()) {
            assertThat(lease.isHeld()).isFalse();
            assertThat(a.warnings).singleElement().asString().contains("removes nothing", "the test says so");
        }
    }

    @Test
    void whatIsNotUnderstoodIsTakenOverOnlyAfterItsTime() {
        String unused = bench.bucket.put(
                new PutRequest(LeaseBench.KEY, Map.of(), "text/plain", Condition.ALWAYS),
                BytesBody.of("{\"format\":2,\"epoch\":\"\u001b[31m\"}".getBytes(UTF_8)));

        try (Lease lease = a.take()) {
            assertThat(a.slept).isBetween(LeaseBench.TTL, LeaseBench.TTL.plusSeconds(1));
            assertThat(lease.isHeld()).isTrue();
            assertThat(lease.epoch()).isGreaterThan(1_000_000_000_000L);
            assertThat(a.warnings.toString()).doesNotContain("\u001b");
        }
    }
}
