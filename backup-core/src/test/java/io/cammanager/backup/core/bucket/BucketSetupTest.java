package io.cammanager.backup.core.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.bucket.InitReport.State;
import io.cammanager.backup.core.bucket.InitReport.Step;
import io.cammanager.backup.core.bucket.InitWish.Versions;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.ObjectLock;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.Versioning;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BucketSetupTest {
    private static final InitWish PLAIN = new InitWish(Versions.AS_THEY_ARE, null);
    private static final InitWish LOCKED =
            new InitWish(Versions.AS_THEY_ARE, new BucketLock.Default(LockMode.GOVERNANCE, 30));

    @TempDir
    private Path source;

    @Test
    void makesABucketThatDropsUnfinishedUploads() {
        CareBench bench = new CareBench(source);

        InitReport report = bench.care("").init(PLAIN);

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(bench.store.bucketExists()).isTrue();
        assertThat(bench.store.versioning()).isEqualTo(Versioning.OFF);
        assertThat(bench.admin.lifecycle()).singleElement().satisfies(rule -> {
            assertThat(rule.prefix()).isEmpty();
            assertThat(rule.actions().abortUploadsDays()).isEqualTo(7);
        });
    }

    @Test
    void provesTheLockByARefusedDeletion() {
        CareBench bench = new CareBench(source);

        InitReport report = bench.care("site/").init(LOCKED);

        assertThat(report.steps())
                .as(report.toString())
                .extracting(Step::subject)
                .containsExactly("bucket", "versions", "lock", "proof", "uploads", "leases");
        assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.OK);
        assertThat(step(report, "proof").text())
                .contains("site/.cammanager/lock-canary, locked until 2026-03-12T08:00:00Z, was tried and refused");
        assertThat(bench.store.versions(new ObjectKey("site/.cammanager/lock-canary")))
                .hasSize(1);
    }

    @Test
    void runAgainItFindsEverythingThere() {
        CareBench bench = new CareBench(source);
        bench.care("").init(LOCKED);

        InitReport again = bench.care("").init(LOCKED);

        assertThat(again.steps())
                .filteredOn(step -> !step.subject().equals("proof"))
                .extracting(Step::state)
                .containsOnly(State.THERE);
        assertThat(bench.store.versions(new ObjectKey(".cammanager/lock-canary")))
                .as("the canary of the first time")
                .hasSize(1);
    }

    @Test
    void aLockThatTheStoreForgetsIsFoundOut() {
        CareBench bench = new CareBench(source);
        var forgetful = bench.adminThat("setLock", arguments -> null);

        InitReport report = bench.care("", forgetful).init(LOCKED);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(step(report, "lock").text()).contains("locks nothing");
    }

    @Test
    void aLockThatIsToldOfAndNotKeptIsFoundOut() {
        CareBench bench = new CareBench(source);
        bench.admin.createBucketWithLock();
        BucketLock told = new BucketLock(LOCKED.lock());
        var lying = bench.adminThat("lock", arguments -> Optional.of(told));
        var lyingMore = bench.adminThat("lockOf", arguments -> Optional.empty());

        assertThat(step(bench.care("", lying).init(LOCKED), "proof").text()).contains("is not locked");
        assertThat(step(bench.care("", lyingMore).init(LOCKED), "proof").state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void aStoreThatDeletesWhatIsLockedIsFoundOut() {
        CareBench bench = new CareBench(source);
        bench.admin.createBucketWithLock();
        ObjectLock told = new ObjectLock(LockMode.GOVERNANCE, CareBench.NOW.plusSeconds(1_000));
        var lying = bench.adminThat(
                "lock", arguments -> arguments.isEmpty() ? Optional.of(new BucketLock(LOCKED.lock())) : null);
        var lyingTwice = bench.also(lying, "lockOf", arguments -> Optional.of(told));

        InitReport report = bench.care("", lyingTwice).init(LOCKED);

        assertThat(step(report, "proof").text()).contains("the store deleted .cammanager/lock-canary");
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void aBucketMadeWithoutLockIsSaidToBeTooOldForIt() {
        CareBench bench = new CareBench(source);
        bench.store.createBucket();
        var late = bench.adminThat("setLock", arguments -> {
            throw new StoreException(StoreException.Kind.CONFLICT, "lock", "b", "status 409 InvalidBucketState");
        });

        InitReport report = bench.care("", late).init(LOCKED);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(step(report, "lock").text()).contains("made without it", "bucket init --bucket NAME --lock");
        assertThat(report.steps()).extracting(Step::subject).doesNotContain("proof");
    }

    @Test
    void aHarderLockIsNotMadeSofter() {
        CareBench bench = new CareBench(source);
        bench.admin.createBucketWithLock();
        bench.admin.setLock(new BucketLock.Default(LockMode.COMPLIANCE, 7));

        bench.care("").init(LOCKED);

        assertThat(bench.admin.lock()).contains(new BucketLock(new BucketLock.Default(LockMode.COMPLIANCE, 30)));
    }

    @Test
    void theBackupsRightsEndBeforeVersionsAndTheBucketItself() {
        InitReport report = new CareBench(source).care("site \"1\"/").init(PLAIN);

        assertThat(report.backupPolicy())
                .doesNotContain("DeleteObjectVersion", "s3:PutBucket", "Bypass", "PutLifecycle")
                .contains("\"arn:aws:s3:::recordings/site \\\"1\\\"/*\"", "\"s3:PutObject\"", "\"s3:RestoreObject\"");
        assertThat(report.retentionPolicy())
                .contains("\"s3:DeleteObjectVersion\"", "\"s3:PutLifecycleConfiguration\"")
                .doesNotContain("Bypass", "s3:RestoreObject");
    }

    private static Step step(InitReport report, String subject) {
        return report.steps().stream()
                .filter(step -> step.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
