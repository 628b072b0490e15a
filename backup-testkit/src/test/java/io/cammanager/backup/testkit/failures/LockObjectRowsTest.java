package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.lock.Lease;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.testkit.failures.LeaseBench.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who holds the lock of a bucket whose conditions do not hold. */
class LockObjectRowsTest {
    private final LeaseBench bench = new LeaseBench();
    private final Host a = bench.host("nvr-a");
    private final Host b = bench.host("nvr-b");

    @BeforeEach
    void ignoreConditions() {
        a.conditions = Enforcement.DOES_NOT_HOLD;
        b.conditions = Enforcement.DOES_NOT_HOLD;
    }

    private int locks() {
        return bench.bucket
                .list(ListRequest.all(LeaseBench.KEY.value()))
                .objects()
                .size();
    }

    @Test
    @Tag("G1")
    void g1TheSecondHostSeesTheLockOfTheFirstAndIsToldWhoseItIs() {
        try (Lease lease = a.take()) {
            BackupException refusal = b.refused();

            assertThat(refusal.exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(refusal).hasMessageContaining("process 4711 on nvr-a");
            assertThat(b.slept).isLessThan(LeaseBench.TTL);
            assertThat(lease.isHeld()).isTrue();
        }
        assertThat(locks()).isZero();
        try (Lease next = b.take()) {
            assertThat(next.isHeld()).isTrue();
        }
        assertThat(locks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3}) // before it has written its lock, and before it looks who else has
    @Tag("G1")
    void g1WhoeverWasStoppedWhileItBeganStepsBack(int listing) {
        List<Lease> taken = new ArrayList<>();
        a.store.beforeList(listing, () -> taken.add(b.take()));

        BackupException refusal = a.refused();

        assertThat(refusal.exitCode()).isEqualTo(ExitCode.LOCKED);
        assertThat(taken)
                .singleElement()
                .satisfies(lease -> assertThat(lease.isHeld()).isTrue());
        taken.forEach(Lease::close);
        assertThat(locks()).isZero();
    }

    @Test
    @Tag("G2")
    void g2AStoppedHolderWhoseLockWasSweptAwayDoesNotTakeItBack() {
        Lease old = a.take();
        a.awake = false;
        try (Lease next = b.take()) {
            assertThat(b.slept).isGreaterThanOrEqualTo(LeaseBench.TTL);
            a.awake = true;

            assertThat(old.isHeld()).isFalse();
            assertThat(a.warnings).singleElement().asString().contains("removes nothing");
            old.close();
            assertThat(next.isHeld()).isTrue();
            bench.pass(Duration.ofSeconds(40));
            assertThat(next.isHeld()).isTrue();
        }
        assertThat(locks()).isZero();
    }

    @Test
    @Tag("G3")
    void g3AHolderThatIsCutOffCountsItselfOut() {
        try (Lease lease = a.take()) {
            a.store.down = Kind.UNREACHABLE;
            bench.pass(Duration.ofSeconds(45));

            assertThat(lease.isHeld()).isFalse();
            a.store.down = null;
            assertThat(lease.isHeld()).isTrue();
        }
        assertThat(locks()).isZero();
    }

    @Test
    @Tag("E2")
    void e2LostAnswersLeaveNoLockBehind() {
        Lease lease = a.take();
        for (int beat = 0; beat < 10; beat++) {
            a.store.lostAnswers = 1;
            bench.pass(Duration.ofSeconds(20));
            assertThat(lease.isHeld()).isTrue();
        }
        lease.close();

        assertThat(locks()).isZero();
    }

    @Test
    void ownLocksOfARunThatDiedAreSweptAtOnce() {
        Lease killed = a.take();
        a.die();

        try (Lease lease = a.take()) {
            assertThat(lease.isHeld()).isTrue();
            assertThat(a.slept).isLessThan(Duration.ofSeconds(5));
            assertThat(locks()).isEqualTo(1);
            a.nanos += LeaseBench.TTL.toNanos();
            assertThat(killed.isHeld()).isFalse();
        }
    }

    @Test
    @Tag("E15")
    void e15AStoreThatDoesNotEvenListWhatWasWrittenGivesNoLeave() {
        a.store.listsNothing = true;

        try (Lease lease = a.take()) {
            assertThat(lease.isHeld()).isFalse();
            assertThat(a.warnings).singleElement().asString().contains("listing", "removes nothing");
        }
        assertThat(locks()).isZero();
    }
}
