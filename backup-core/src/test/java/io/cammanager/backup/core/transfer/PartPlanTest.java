package io.cammanager.backup.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.store.StoreLimits;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PartPlanTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("C15")
    void c15EveryPlanCoversTheFileWithinTheLimitsOfS3(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            long size = random.nextLong(60 * TIB) >> random.nextInt(46);
            SyncOptions options = SyncOptions.builder()
                    .partSizeBytes(5 * MIB + random.nextLong(5 * GIB - 5 * MIB + 1))
                    .uploadCutoffBytes(random.nextLong(5 * GIB + 1) >> random.nextInt(34))
                    .build();

            StoreLimits limits = new StoreLimits(1 + random.nextLong(60 * TIB), 1 + random.nextInt(10_000));

            PartPlan plan = PartPlan.of(size, options, limits);

            String tried = "seed " + seed + ": " + plan + " of " + options + ", " + limits;
            assertThat(plan.count()).as(tried).isBetween(1, limits.maxParts());
            assertThat(plan.offset(plan.count() - 1) + plan.length(plan.count() - 1))
                    .as(tried)
                    .isEqualTo(size);
            if (plan.count() > 1) {
                assertThat(plan.partSizeBytes()).as(tried).isGreaterThanOrEqualTo(options.partSizeBytes());
                assertThat(plan.length(plan.count() - 1)).as(tried).isPositive();
                assertThat(size).as(tried).isGreaterThanOrEqualTo(options.uploadCutoffBytes());
            }
            assertThat(plan.isPossible(limits))
                    .as(tried)
                    .isEqualTo(plan.partSizeBytes() <= 5 * GIB && size <= limits.maxObjectBytes());
            assertThat(plan.isSinglePut()).as(tried).isEqualTo(plan.count() == 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, true, true",
        "1, 1, true, true",
        "209715199, 1, true, true",
        "209715200, 13, false, true",
        "167772160000, 10000, false, true",
        "167772160001, 9412, false, true",
        "53687091200000, 10000, false, true",
        "53687091200001, 9999, false, false"
    })
    void cutsAtTheDefaults(long size, int count, boolean single, boolean possible) {
        PartPlan plan = PartPlan.of(size, SyncOptions.defaults(), StoreLimits.AWS);

        assertThat(plan.count()).isEqualTo(count);
        assertThat(plan.isSinglePut()).isEqualTo(single);
        assertThat(plan.isPossible(StoreLimits.AWS)).isEqualTo(possible);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5 * MIB - 1, 5 * MIB, 16 * MIB})
    void aFileOfOnePartGoesUpInOnePiece(long size) {
        SyncOptions options = SyncOptions.builder()
                .uploadCutoffBytes(5 * MIB)
                .partSizeBytes(16 * MIB)
                .build();

        assertThat(PartPlan.of(size, options, StoreLimits.AWS).isSinglePut()).isTrue();
    }
}
