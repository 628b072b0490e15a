package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Strings;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.HoldReport;
import io.cammanager.backup.core.bucket.InitReport;
import io.cammanager.backup.core.bucket.InitReport.State;
import io.cammanager.backup.core.bucket.InitWish;
import io.cammanager.backup.core.bucket.InitWish.Versions;
import io.cammanager.backup.core.bucket.Retention;
import io.cammanager.backup.core.bucket.RetentionReport;
import io.cammanager.backup.core.bucket.RetentionWish;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import io.cammanager.backup.core.store.LifecycleRule.Transition;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.testkit.S3Server;
import io.cammanager.backup.testkit.Skip;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bucket's settings on the server that the environment names, which must know life-cycle rules, versions and Object Lock.
 * Where a life-cycle day of it lasts but {@code BACKUP_TEST_S3_LIFECYCLE_DAY_SECONDS}, expiry is waited for.
 */
final class ExternalBucketCareTest {
    private static final InitWish LOCKED =
            new InitWish(Versions.AS_THEY_ARE, new BucketLock.Default(LockMode.GOVERNANCE, 1));
    private static final String RECORDING = "garage/2026-02-03_04-05-06.mp4";

    @TempDir
    private Path directory;

    private BucketCareBench bench;

    @BeforeEach
    void openTheBucket() {
        S3Server server = S3Server.external("the settings of buckets");
        bench = new BucketCareBench(
                server, "care-" + UUID.randomUUID().toString().substring(0, 13), directory);
    }

    @AfterEach
    void closeTheBucket() {
        if (bench != null) { // null when the server was not there and all was skipped
            bench.close();
        }
    }

    private InitReport init(InitWish wish) {
        try (BucketCare care = bench.care()) {
            return care.init(wish);
        }
    }

    private RetentionReport set(RetentionWish wish) {
        try (BucketCare care = bench.care()) {
            return care.retention().set(wish, Retention.Mode.APPLY);
        }
    }

    private static void assertThatIsRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED));
    }

    @Test
    void rulesComeBackAsTheyWereSetAndThoseOfOthersStay() {
        init(new InitWish(Versions.KEEP, null));
        LifecycleRule foreign = LifecycleRule.of("somebody", "logs/", Actions.NONE.withExpiry(3));
        bench.admin.replaceLifecycle(foreign.id(), List.of(foreign));
        bench.put(RECORDING);

        RetentionReport report = set(new RetentionWish(400, 30, 5, 3, new Transition(100, "GLACIER")));

        assertThat(report.problems()).isEmpty();
        assertThat(bench.admin.lifecycle()).contains(foreign).hasSize(5);
        try (BucketCare care = bench.care()) {
            assertThat(care.retention().clear(Retention.Mode.APPLY).exitCode()).isEqualTo(ExitCode.OK);
        }
        assertThat(bench.admin.lifecycle()).containsExactly(foreign);
    }

    @Test
    void theLockIsProvenAndRunAgainFindsItThere() {
        InitReport first = init(LOCKED);
        InitReport second = init(LOCKED);

        assertThat(first.exitCode()).as(first.toString()).isEqualTo(ExitCode.OK);
        assertThat(first.steps()).anySatisfy(step -> assertThat(step.text()).contains("was tried and refused"));
        assertThat(second.steps())
                .filteredOn(step -> !step.subject().equals("proof"))
                .extracting(InitReport.Step::state)
                .containsOnly(State.THERE);
        assertThat(bench.admin.versioning()).isEqualTo(Versioning.ENABLED);
    }

    @Test
    void aBucketMadeWithoutLockCannotHaveItLater() {
        init(new InitWish(Versions.KEEP, null));

        InitReport report = init(LOCKED);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.steps()).anySatisfy(step -> assertThat(step.text()).contains("made without it"));
    }

    @Test
    void holdsAreKeptUntilTheyAreTakenOff() {
        init(LOCKED);
        String version = bench.put(RECORDING);
        ObjectKey key = new ObjectKey(RECORDING);
        try (BucketCare care = bench.care()) {
            HoldReport held = care.holds().add(new Selection(Set.of("garage"), null, null), "case", "ana");

            assertThat(held.problems()).isEmpty();
            assertThat(bench.admin.holdOf(key, version)).isEqualTo(LegalHold.ON);
            assertThatIsRefused(() -> bench.store.deleteVersion(key, version));
            assertThat(care.holds().remove(held.hold().id()).changed()).isEqualTo(1);
            assertThat(bench.admin.holdOf(key, version)).isEqualTo(LegalHold.OFF);
        }
    }

    @Test
    void aLockIsMadeLongerAndNotShorter() {
        init(LOCKED);
        String version = bench.put(RECORDING);
        ObjectKey key = new ObjectKey(RECORDING);
        ObjectLock longer = new ObjectLock(
                LockMode.GOVERNANCE, Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS));

        bench.admin.lock(key, version, longer);

        assertThat(bench.admin.lockOf(key, version)).contains(longer);
        ObjectLock shorter = new ObjectLock(LockMode.GOVERNANCE, longer.until().minus(Duration.ofDays(2)));
        assertThatIsRefused(() -> bench.admin.lock(key, version, shorter));
    }

    @Test
    void recordingsExpireAndWhatIsOursStays() {
        String day = Strings.nullToEmpty(System.getenv("BACKUP_TEST_S3_LIFECYCLE_DAY_SECONDS"));
        Skip.unless(!day.isEmpty(), "expiry: BACKUP_TEST_S3_LIFECYCLE_DAY_SECONDS is not set");
        init(new InitWish(Versions.AS_THEY_ARE, null));
        bench.put(RECORDING);
        bench.put("at-the-top.mp4");
        bench.put(".cammanager/manifest/1");
        bench.put(".cammanager/replaced/run/" + RECORDING);

        assertThat(set(new RetentionWish(1, 2, null, null, null)).problems()).isEmpty();

        await().atMost(Duration.ofSeconds(30 * Long.parseLong(day)))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(bench.keys()).containsExactlyInAnyOrder("at-the-top.mp4", ".cammanager/manifest/1"));
    }
}
