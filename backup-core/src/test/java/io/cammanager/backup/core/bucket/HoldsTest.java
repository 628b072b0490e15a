package io.cammanager.backup.core.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoldsTest {
    private static final String FIRST = "garage/2026-02-01_04-05-06.mp4";
    private static final String SECOND = "garage/2026-02-02_04-05-06.mp4";
    private static final Selection GARAGE = new Selection(Set.of("garage"), null, null);
    private static final Selection SECOND_OF_FEBRUARY =
            new Selection(Set.of(), LocalDateTime.of(2026, 2, 2, 0, 0), LocalDateTime.of(2026, 2, 3, 0, 0));

    @TempDir
    private Path source;

    private CareBench bench;

    @BeforeEach
    void makeTheBucket() {
        bench = new CareBench(source);
        bench.admin.createBucketWithLock();
    }

    private LegalHold holdOf(String key, String version) {
        return bench.admin.holdOf(new ObjectKey(key), version);
    }

    private Holds holds() {
        return bench.care("").holds();
    }

    @Test
    void holdsEveryVersionOfWhatIsSelectedAndNothingElse() {
        String old = bench.put(FIRST);
        String current = bench.put(FIRST);
        String hidden = bench.put(SECOND);
        bench.store.delete(new ObjectKey(SECOND));
        String other = bench.put("puerta/2026-02-01_04-05-06.mp4");

        HoldReport report = holds().add(GARAGE, "case \"4711\"\n", "ana");

        assertThat(report.changed()).isEqualTo(3);
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(holdOf(FIRST, old)).isEqualTo(LegalHold.ON);
        assertThat(holdOf(FIRST, current)).isEqualTo(LegalHold.ON);
        assertThat(holdOf(SECOND, hidden)).isEqualTo(LegalHold.ON);
        assertThat(holdOf("puerta/2026-02-01_04-05-06.mp4", other)).isEqualTo(LegalHold.OFF);
        assertThatThrownBy(() -> bench.store.deleteVersion(new ObjectKey(FIRST), old))
                .isInstanceOf(StoreException.class);
        assertThat(holds().list())
                .containsExactly(
                        new Hold(report.hold().id(), GARAGE, "case \"4711\"\n", "ana on nvr-1", CareBench.NOW, 3));
    }

    @Test
    void aVersionUnderTwoHoldsIsFreeOnlyWhenBothAreOff() {
        String first = bench.put(FIRST);
        String second = bench.put(SECOND);
        String all = holds().add(GARAGE, "", "ana").hold().id();
        String day = holds().add(SECOND_OF_FEBRUARY, "", "ana").hold().id();

        HoldReport removed = holds().remove(all);

        assertThat(removed.changed()).isEqualTo(1);
        assertThat(removed.kept()).isEqualTo(1);
        assertThat(holdOf(FIRST, first)).isEqualTo(LegalHold.OFF);
        assertThat(holdOf(SECOND, second)).isEqualTo(LegalHold.ON);
        assertThat(holds().remove(day).changed()).isEqualTo(1);
        assertThat(holdOf(SECOND, second)).isEqualTo(LegalHold.OFF);
        assertThat(holds().list()).isEmpty();
    }

    @Test
    void aHoldThatTheStoreDoesNotKeepIsNamedAndStaysOnTheList() {
        bench.put(FIRST);
        var forgetful = bench.adminThat("hold", arguments -> null);

        HoldReport report = bench.care("", forgetful).holds().add(GARAGE, "", "ana");

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.problems()).singleElement().asString().contains(FIRST, "does not follow it");
        assertThat(holds().list()).hasSize(1);
    }

    @Test
    void aBucketWithoutObjectLockHoldsNothing() {
        bench.provider.removeBucket();
        bench.store.createBucket();
        bench.put(FIRST);

        assertThatThrownBy(() -> holds().add(GARAGE, "", "ana"))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INCOMPLETE))
                .hasMessageContaining("bucket init --bucket NAME --lock");
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        assertThatThrownBy(() -> holds().remove("../x"))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void aDamagedRecordLetsNothingGo() {
        String version = bench.put(FIRST);
        String id = holds().add(GARAGE, "", "ana").hold().id();
        bench.put(".cammanager/holds/zzz");

        assertThatThrownBy(() -> holds().remove(id))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MISMATCH));
        assertThat(holdOf(FIRST, version)).isEqualTo(LegalHold.ON);
    }

    @Test
    void anEncryptedBucketTellsNothingOfWhatIsHeld() throws IOException {
        RcloneCrypt crypt = CareBench.crypt();
        bench = new CareBench(source, crypt);
        bench.admin.createBucketWithLock();
        String stored = crypt.names().storedPath(FIRST);
        String version = bench.put(stored);
        bench.put("not-ours/2026-02-01_04-05-06.mp4");

        HoldReport report = holds().add(GARAGE, "neighbour", "ana");

        assertThat(report.changed()).isEqualTo(1);
        assertThat(holdOf(stored, version)).isEqualTo(LegalHold.ON);
        ObjectKey record = bench.store
                .list(ListRequest.all(".cammanager/holds/"))
                .objects()
                .get(0)
                .key();
        try (ObjectContent content = bench.store.get(record)) {
            assertThat(new String(content.stream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("garage", "neighbour");
        }
        assertThat(holds().list()).extracting(Hold::reason).containsExactly("neighbour");
    }
}
