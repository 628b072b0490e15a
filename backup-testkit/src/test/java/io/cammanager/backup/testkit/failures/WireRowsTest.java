package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.Position;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are lost, late, cut off or wrong on the way. */
class WireRowsTest extends ProxyRows {
    private static final int COUNT = 3;

    @Test
    @Tag("E2")
    void e2LostAnswerToAPutLeavesOneConfirmedObject() throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule lost = add("PutObject", Occasion.always().atMost(COUNT), Fault.errorAfter(500, "InternalError"));

        Synced synced = syncsInSpiteOf(PLAIN, lost);

        assertThat(synced.report().summary().uploaded()).isEqualTo(COUNT);
        assertThat(lost.fired()).isEqualTo(COUNT);
    }

    @Test
    @Tag("E2")
    void e2LostAnswersOfAnUploadInPartsLeaveOneConfirmedObject() throws Exception {
        bench.record(1, 6 * ProxyBench.MIB);
        ArmedRule part = add("UploadPart", Occasion.nth(1), Fault.errorAfter(500, "InternalError"));
        ArmedRule complete = add("CompleteMultipartUpload", Occasion.nth(1), Fault.errorAfter(500, "InternalError"));

        Synced synced = syncsInSpiteOf(IN_PARTS, part, complete);

        assertThat(synced.report().summary().uploaded()).isEqualTo(1);
        assertThat(count("CreateMultipartUpload")).isEqualTo(1);
        assertThat(count("UploadPart")).isEqualTo(3);
        assertThat(bench.openUploads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10_000, 19_999})
    @Tag("E3")
    void e3ResetWithinABodyIsSentAgainWhole(long offset) throws Exception {
        bench.record(1, 20_000);
        ArmedRule reset = add("PutObject", Occasion.nth(1), Fault.reset(Side.REQUEST, Position.at(offset)));

        syncsInSpiteOf(PLAIN, reset);

        assertThat(count("PutObject")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 19_999})
    @Tag("E3")
    void e3HalfCloseWithinABodyStoresNothing(long offset) throws Exception {
        bench.record(1, 20_000);
        ArmedRule closed = add("PutObject", Occasion.always(), Fault.halfClose(Side.REQUEST, Position.at(offset)));

        confirmsNothing(ExitCode.INCOMPLETE, PLAIN, closed);
    }

    @Test
    @Tag("E3")
    void e3ResetWithinAPartSendsThatPartAgain() throws Exception {
        bench.record(1, 6 * ProxyBench.MIB);
        ArmedRule reset = add("UploadPart", Occasion.nth(1), Fault.reset(Side.REQUEST, Position.MIDDLE));
        ArmedRule answer = add("UploadPart", Occasion.nth(1), Fault.reset(Side.RESPONSE, Position.BEFORE_HEAD));

        syncsInSpiteOf(IN_PARTS, reset, answer);

        assertThat(count("CreateMultipartUpload")).isEqualTo(1);
        assertThat(count("UploadPart")).isEqualTo(4);
    }

    @Test
    @Tag("E3")
    void e3ResetAndHalfCloseOfADownloadRestoreTheWholeFile() throws Exception {
        bench.record(COUNT, 20_000);
        bench.requireHealing(PLAIN);
        ArmedRule reset = add("GetObject", Occasion.nth(1), Fault.reset(Side.RESPONSE, Position.MIDDLE));
        ArmedRule closed = add("GetObject", Occasion.nth(1), Fault.halfClose(Side.RESPONSE, Position.LAST));

        Restored restored = bench.restore();

        requireFired(reset, closed);
        assertThat(restored.report().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(ProxyBench.hashes(bench.target())).isEqualTo(bench.local());
    }

    @Test
    @Tag("E5")
    void e5SlowWireDelaysAndLosesNothing() throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule slow =
                bench.proxy().add(Match.any(), Occasion.always(), new Fault.Slow(Duration.ofMillis(10), 2_000_000));

        syncsInSpiteOf(PLAIN, slow);
    }

    @Test
    @Tag("E5")
    @Tag("long")
    void e5TwoSecondsOfLatencyAtModemSpeedLoseNothing() throws Exception {
        bench.record(COUNT, 100_000);
        ArmedRule slow =
                bench.proxy().add(Match.any(), Occasion.always(), new Fault.Slow(Duration.ofSeconds(2), 64_000));

        syncsInSpiteOf(PLAIN, slow);
    }

    @Test
    @Tag("E6")
    void e6CutOffDownloadIsFetchedAgain() throws Exception {
        bench.record(COUNT, 20_000);
        bench.requireHealing(PLAIN);
        ArmedRule wrong = add("GetObject", Occasion.nth(1), Fault.truncate(Position.MIDDLE));
        ArmedRule right = add("GetObject", Occasion.nth(2), Fault.shorten(Position.MIDDLE));

        Restored restored = bench.restore();

        requireFired(wrong, right);
        assertThat(restored.report().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(ProxyBench.hashes(bench.target())).isEqualTo(bench.local());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("E6")
    void e6DownloadThatIsCutOffEachTimeIsNeverPutInPlace(boolean encrypted) throws Exception {
        if (encrypted) {
            bench.encrypted();
        }
        bench.record(COUNT, 20_000);
        bench.requireHealing(PLAIN);

        ArmedRule right = add("GetObject", Occasion.always(), Fault.shorten(Position.LAST));
        Restored claimedWhole = bench.restore();
        requireFired(right);
        assertThat(claimedWhole.report().exitCode()).as("%s", claimedWhole).isEqualTo(ExitCode.MISMATCH);
        assertThat(ProxyBench.hashes(bench.target())).isEmpty();

        bench.proxy().clearRules();
        ArmedRule wrong = add("GetObject", Occasion.always(), Fault.truncate(Position.LAST));
        Restored brokenOff = bench.restore();
        requireFired(wrong);
        assertThat(brokenOff.report().exitCode()).as("%s", brokenOff).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ProxyBench.hashes(bench.target())).isEmpty();
    }

    @Test
    @Tag("E8")
    void e8BitTurnedInADownloadIsFetchedAgain() throws Exception {
        bench.record(COUNT, 20_000);
        bench.requireHealing(PLAIN);
        ArmedRule flip = add("GetObject", Occasion.every(2), Fault.flip(Side.RESPONSE, Position.MIDDLE));

        Restored restored = bench.restore();

        requireFired(flip);
        assertThat(restored.report().exitCode()).as("%s", restored).isEqualTo(ExitCode.OK);
        assertThat(ProxyBench.hashes(bench.target())).isEqualTo(bench.local());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("E8")
    void e8BitTurnedInEachDownloadIsDamageAndNeverPutInPlace(boolean encrypted) throws Exception {
        if (encrypted) {
            bench.encrypted();
        }
        bench.record(COUNT, 20_000);
        bench.requireHealing(PLAIN);
        ArmedRule flip = add("GetObject", Occasion.always(), Fault.flip(Side.RESPONSE, Position.MIDDLE));

        Restored restored = bench.restore();

        requireFired(flip);
        assertThat(restored.report().exitCode()).as("%s", restored).isEqualTo(ExitCode.MISMATCH);
        assertThat(restored.ends()).extracting(end -> end.result()).containsOnly(RestoreResult.DAMAGED);
        assertThat(ProxyBench.hashes(bench.target())).isEmpty();
    }
}
