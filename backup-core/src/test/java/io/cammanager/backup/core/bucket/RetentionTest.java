package io.cammanager.backup.core.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.bucket.Retention.Mode;
import io.cammanager.backup.core.bucket.RuleChange.Kind;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import io.cammanager.backup.core.store.LifecycleRule.Transition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionTest {
    private static final RetentionWish MONTH = new RetentionWish(30, 20, null, null, null);
    private static final LifecycleRule FOREIGN = LifecycleRule.of("somebody-logs", "logs/", Actions.NONE.withExpiry(3));

    @TempDir
    private Path source;

    private CareBench bench(String... keys) {
        CareBench bench = new CareBench(source);
        bench.store.createBucket();
        List.of(keys).forEach(bench::put);
        return bench;
    }

    private static RetentionReport set(CareBench bench, RetentionWish wish) {
        return bench.care("").retention().set(wish, Mode.APPLY);
    }

    @Test
    void aRuleForEachCameraOfBucketAndSourceSparesWhatIsOurs() throws IOException {
        CareBench bench = bench("garage/a.mp4", "puerta/b.mp4", ".cammanager/manifest/1", "at-the-top.mp4");
        Files.createDirectory(source.resolve("patio"));

        RetentionReport report = set(bench, MONTH);

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.rules()).extracting(RuleChange::kind).containsOnly(Kind.ADDED);
        assertThat(bench.admin.lifecycle())
                .extracting(LifecycleRule::prefix, rule -> rule.actions().expiryDays())
                .containsExactlyInAnyOrder(
                        tuple("garage/", 30),
                        tuple("patio/", 30),
                        tuple("puerta/", 30),
                        tuple(".cammanager/replaced/", 20));
        assertThat(bench.admin.lifecycle()).allMatch(rule -> rule.id().startsWith("cammanager-"));
    }

    @Test
    void setTwiceChangesNothingTheSecondTime() {
        CareBench bench = bench("garage/a.mp4");
        set(bench, MONTH);
        var refusing = bench.adminThat("replaceLifecycle", arguments -> {
            throw new AssertionError("nothing was to be set");
        });

        RetentionReport again = bench.care("", refusing).retention().set(MONTH, Mode.APPLY);

        assertThat(again.rules()).extracting(RuleChange::kind).containsOnly(Kind.UNCHANGED);
    }

    @Test
    void rulesOfOthersAndOfOtherPrefixesStay() {
        CareBench bench = bench("site1/garage/a.mp4", "site2/garage/a.mp4");
        bench.admin.replaceLifecycle(FOREIGN.id(), List.of(FOREIGN));
        bench.care("site1/").retention().set(MONTH, Mode.APPLY);
        bench.care("site2/").retention().set(new RetentionWish(7, 7, null, null, null), Mode.APPLY);

        RetentionReport cleared = bench.care("site1/").retention().clear(Mode.APPLY);

        assertThat(cleared.count(Kind.REMOVED)).isEqualTo(2);
        assertThat(cleared.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(bench.admin.lifecycle())
                .extracting(LifecycleRule::prefix)
                .containsExactlyInAnyOrder("logs/", "site2/garage/", "site2/.cammanager/replaced/");
    }

    @Test
    void encryptedCamerasHaveRulesForTheirEncryptedNames() {
        RcloneCrypt crypt = CareBench.crypt();
        CareBench bench = new CareBench(source, crypt);
        bench.store.createBucket();
        bench.put("site/" + crypt.names().storedPath("garage/2026-02-03_04-05-06.mp4"));
        bench.put("site/not-ours/file");

        RetentionReport report = bench.care("site/").retention().set(MONTH, Mode.APPLY);

        String stored = "site/" + crypt.names().storedDirectory("garage/");
        assertThat(report.rules())
                .extracting(rule -> rule.rule().prefix(), RuleChange::camera)
                .containsExactly(tuple(stored, "garage"), tuple("site/.cammanager/replaced/", null));
        assertThat(stored).doesNotContain("garage");
    }

    @Test
    void aDryRunSetsNothing() {
        CareBench bench = bench("garage/a.mp4");

        RetentionReport report = bench.care("").retention().set(MONTH, Mode.DRY_RUN);

        assertThat(report.count(Kind.ADDED)).isEqualTo(2);
        assertThat(bench.admin.lifecycle()).isEmpty();
    }

    @Test
    void whatAStoreDropsOrChangesWithoutAWordIsNamed() {
        CareBench bench = bench("garage/a.mp4", "puerta/a.mp4");
        bench.admin.replaceLifecycle(FOREIGN.id(), List.of(FOREIGN));
        RetentionWish wish = new RetentionWish(30, 20, null, null, new Transition(7, "GLACIER"));
        var sloppy = bench.adminThat("replaceLifecycle", arguments -> {
            LifecycleRule changed =
                    LifecycleRule.of(new RuleIds("", false).camera("garage/"), "garage/", Actions.NONE.withExpiry(30));
            bench.admin.replaceLifecycle("", List.of(changed));
            return null;
        });

        RetentionReport report = bench.care("", sloppy).retention().set(wish, Mode.APPLY);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.problems())
                .anySatisfy(
                        problem -> assertThat(problem).contains("changed", "garage/", "moves to GLACIER after 7 days"))
                .anySatisfy(problem -> assertThat(problem).contains("dropped", "puerta/"))
                .anySatisfy(problem -> assertThat(problem).contains("dropped", ".cammanager/replaced/"))
                .anySatisfy(problem -> assertThat(problem).contains("not ours", "somebody-logs"))
                .hasSize(4);
    }

    @Test
    void aStoreWithoutRulesIsToldAboutInOneSentence() {
        CareBench bench = bench("garage/a.mp4");
        var without = bench.adminThat("lifecycle", arguments -> {
            throw new StoreException(StoreException.Kind.NOT_IMPLEMENTED, "read the rules of", "b", "status 501");
        });

        assertThatThrownBy(() -> bench.care("", without).retention().set(MONTH, Mode.APPLY))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INCOMPLETE))
                .hasMessageContaining("nothing was set");
    }

    @Test
    void aKeyThatMayNotEvenListEndsWithItsOwnCode() {
        CareBench bench = bench("garage/a.mp4");
        var denied = bench.storeThatDoesNotList();

        assertThatThrownBy(() -> bench.careOf(denied).retention().set(MONTH, Mode.APPLY))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DENIED));
    }

    @Test
    void aKeyThatMayNotSetRulesEndsWithItsOwnCode() {
        CareBench bench = bench("garage/a.mp4");
        var denied = bench.adminThat("replaceLifecycle", arguments -> {
            throw new StoreException(StoreException.Kind.DENIED, "set the rules of", "b", "status 403");
        });

        assertThatThrownBy(() -> bench.care("", denied).retention().set(MONTH, Mode.APPLY))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DENIED));
    }

    @Test
    void showNamesCamerasWithoutARule() {
        CareBench bench = bench("garage/a.mp4");
        set(bench, MONTH);
        bench.put("new/a.mp4");

        assertThat(bench.care("").retention().show().uncovered()).containsExactly("new");
    }

    @Test
    void keptVersionsAskForDaysOfTheirOwn() {
        CareBench bench = bench("garage/a.mp4");
        bench.provider.setVersioning(Versioning.ENABLED);

        assertThat(set(bench, MONTH).hints()).singleElement().asString().contains("--noncurrent-days");
        assertThat(set(bench, new RetentionWish(30, 20, 5, 3, null)).hints()).isEmpty();
        assertThat(bench.admin.lifecycle())
                .filteredOn(rule -> rule.actions().abortUploadsDays() != null)
                .extracting(LifecycleRule::prefix)
                .containsExactly("");
    }

    @Test
    void aNameThatNoRuleCanHoldIsNamed() {
        CareBench bench = bench("gar\u0001age/a.mp4", "puerta/a.mp4");

        RetentionReport report = set(bench, MONTH);

        assertThat(report.problems()).singleElement().asString().contains("gar\\u0001age");
        assertThat(bench.admin.lifecycle())
                .extracting(LifecycleRule::prefix)
                .containsExactlyInAnyOrder("puerta/", ".cammanager/replaced/");
    }

    @Test
    void aBucketThatIsMissingIsNotMade() {
        CareBench bench = new CareBench(source);

        assertThatThrownBy(() -> set(bench, MONTH))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BUCKET_MISSING));
        assertThat(bench.store.bucketExists()).isFalse();
    }
}
