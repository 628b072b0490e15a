package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.Position;
import io.cammanager.backup.testkit.proxy.S3Xml;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's word that is no proof: bytes that were turned on the way up, sums that are wrong, and a 200 for nothing. */
class ProofRowsTest extends ProxyRows {
    private static final int COUNT = 2;
    private static final long TWO_PARTS = 5 * ProxyBench.MIB + 20_000;

    @ParameterizedTest
    @EnumSource
    @Tag("E7")
    void e7BitTurnedOnTheWayUpIsRefusedAndSentAgain(Checksums way) throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule flip = add("PutObject", Occasion.nth(1), Fault.flip(Side.REQUEST, Position.MIDDLE));

        Synced synced = bench.sync(PLAIN, bench.config().checksums(way).build());

        requireFired(flip);
        assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.OK);
        bench.requireTruth(synced);
        assertThat(bench.proxy().log())
                .filteredOn(request -> "PutObject".equals(request.operation()) && request.rule() != null)
                .extracting(request -> request.upstreamStatus())
                .containsExactly(400);
        assertThat(bench.remote()).isEqualTo(bench.local());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("E7")
    void e7BitTurnedInEachUploadConfirmsNothing(boolean inParts) throws Exception {
        bench.record(1, inParts ? TWO_PARTS : 20_000);
        ArmedRule flip =
                add(inParts ? "UploadPart" : "PutObject", Occasion.always(), Fault.flip(Side.REQUEST, Position.LAST));
        SyncOptions options = inParts ? IN_PARTS : PLAIN;

        Synced synced = confirmsNothing(ExitCode.INCOMPLETE, options, flip);

        assertThat(synced.report().summary().failed()).isEqualTo(1);
    }

    /** How little a server can do for us. */
    enum Level {
        CHECKS_MD5,
        TELLS_MD5,
        NOTHING
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E7")
    void e7ServerThatTakesTurnedBitsIsFoundOut(Level level) throws Exception {
        bench.record(COUNT, 20_000);
        try (EmbeddedS3 trusting = EmbeddedS3.builder().trustEveryone().start();
                FaultProxy weak = FaultProxy.to(trusting.endpoint()).start();
                FaultProxy blind = FaultProxy.to(weak.endpoint()).start();
                FaultProxy harm = FaultProxy.to(blind.endpoint()).start();
                ProxyBench lenient = new ProxyBench(trusting, directory)) {
            if (level != Level.CHECKS_MD5) {
                weak.add(Match.any(), Occasion.always(), new Fault.RequestHeader("Content-MD5", old -> null));
            }
            if (level == Level.NOTHING) {
                blind.add(
                        Match.operation("PutObject|HeadObject|GetObject"),
                        Occasion.always(),
                        new Fault.Header(
                                "ETag",
                                old -> old == null
                                        ? null
                                        : "\"x" + CharMatcher.is('"').removeFrom(old) + "\""));
            }
            lenient.endpoint(harm.endpoint());
            ArmedRule once = harm.add(
                    recordings("PutObject"),
                    Occasion.always().atMost(COUNT),
                    Fault.flip(Side.REQUEST, Position.MIDDLE));

            Synced synced = lenient.sync(PLAIN);
            requireFired(once);
            assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.OK);
            lenient.requireTruth(synced);
            assertThat(lenient.remote()).isEqualTo(lenient.local());

            lenient.startAfresh();
            harm.clearRules();
            ArmedRule always =
                    harm.add(recordings("PutObject"), Occasion.always(), Fault.flip(Side.REQUEST, Position.MIDDLE));
            Synced none = lenient.sync(PLAIN);
            requireFired(always);
            assertThat(none.calledSafe()).as("%s", none).isEmpty();
            assertThat(none.report().summary().failed()).isEqualTo(COUNT);
            assertThat(lenient.remote()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutObject", "HeadObject"})
    @Tag("E9")
    void e9WrongETagIsNotBelieved(String operation) throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule wrong = add(
                operation,
                Occasion.always().atMost(COUNT),
                Fault.header("ETag", "\"0123456789abcdef0123456789abcdef\""));

        syncsInSpiteOf(PLAIN, wrong);

        bench.requireHealing(PLAIN);
    }

    @Test
    @Tag("E9")
    void e9WrongETagIsSettledByReadingBackWhereNothingElseProves() throws Exception {
        bench.record(COUNT, 20_000);
        try (EmbeddedS3 trusting = EmbeddedS3.builder().trustEveryone().start();
                FaultProxy weak = FaultProxy.to(trusting.endpoint()).start();
                FaultProxy harm = FaultProxy.to(weak.endpoint()).start();
                ProxyBench lenient = new ProxyBench(trusting, directory)) {
            weak.add(Match.any(), Occasion.always(), new Fault.RequestHeader("Content-MD5", old -> null));
            ArmedRule wrong = harm.add(
                    recordings("HeadObject"),
                    Occasion.always(),
                    Fault.header("ETag", "\"0123456789abcdef0123456789abcdef\""));
            lenient.endpoint(harm.endpoint());

            Synced synced = lenient.sync(PLAIN);

            requireFired(wrong);
            assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.OK);
            lenient.requireTruth(synced);
            assertThat(harm.log())
                    .filteredOn(request -> request.operation().equals("GetObject")
                            && !request.key().startsWith(".cammanager/"))
                    .hasSize(COUNT);
        }
    }

    @Test
    @Tag("E9")
    void e9WrongSumInTheMetadataConfirmsNothing() throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule wrong = add("HeadObject", Occasion.always(), Fault.header("x-amz-meta-cm-sha256", "0".repeat(64)));

        confirmsNothing(ExitCode.INCOMPLETE, PLAIN, wrong);
    }

    @Test
    @Tag("E9")
    void e9WrongETagOfAPartConfirmsNothingThatIsNotThere() throws Exception {
        bench.record(1, TWO_PARTS);
        ArmedRule wrong =
                add("UploadPart", Occasion.nth(1), Fault.header("ETag", "\"0123456789abcdef0123456789abcdef\""));

        Synced synced = bench.sync(IN_PARTS);

        requireFired(wrong);
        bench.requireTruth(synced);
        bench.requireHealing(IN_PARTS);
    }

    @Test
    @Tag("E10")
    void e10ErrorBehindA200IsNoCompletion() throws Exception {
        bench.record(1, TWO_PARTS);
        for (String body : List.of(S3Xml.error("InternalError"), S3Xml.errorAfterBlanks("InternalError"))) {
            ArmedRule never = add("CompleteMultipartUpload", Occasion.always(), Fault.answer(200, body));

            confirmsNothing(ExitCode.INCOMPLETE, IN_PARTS, never);
            assertThat(never.fired()).isGreaterThan(1);
            bench.startAfresh();
        }
    }

    @Test
    @Tag("E10")
    void e10ErrorBehindA200OfACompletionThatWasDoneIsNoLoss() throws Exception {
        bench.record(1, TWO_PARTS);
        ArmedRule once =
                add("CompleteMultipartUpload", Occasion.nth(1), Fault.answer(200, S3Xml.error("InternalError")));
        ArmedRule done = add("CompleteMultipartUpload", Occasion.nth(1), Fault.errorAfter(200, "InternalError"));

        syncsInSpiteOf(IN_PARTS, once, done);
    }

    @Test
    @Tag("E10")
    void e10ErrorBehindA200IsNoUpload() throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule put = add("PutObject", Occasion.always(), Fault.answer(200, S3Xml.error("InternalError")));

        confirmsNothing(ExitCode.INCOMPLETE, PLAIN, put);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutObject", "UploadPart", "CreateMultipartUpload", "CompleteMultipartUpload"})
    @Tag("E11")
    void e11Empty200IsNoProof(String operation) throws Exception {
        bench.record(1, operation.equals("PutObject") ? 20_000 : TWO_PARTS);
        ArmedRule empty = add(operation, Occasion.always(), Fault.answer(200, ""));

        confirmsNothing(ExitCode.INCOMPLETE, operation.equals("PutObject") ? PLAIN : IN_PARTS, empty);
    }

    @Test
    @Tag("E11")
    void e11UploadIntoABlackHoleIsNotConfirmed() throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule hole = add("PutObject", Occasion.always(), new Fault.BlackHole());

        Synced synced = confirmsNothing(ExitCode.INCOMPLETE, PLAIN, hole);

        assertThat(hole.fired()).isEqualTo(COUNT * PLAIN.attempts());
        assertThat(synced.report().summary().failed()).isEqualTo(COUNT);
    }

    @Test
    @Tag("E11")
    void e11MissingETagIsNoReasonToDoubt() throws Exception {
        bench.record(COUNT, 20_000);
        ArmedRule none = add("PutObject", Occasion.always(), new Fault.Header("ETag", old -> null));

        syncsInSpiteOf(PLAIN, none);
    }
}
