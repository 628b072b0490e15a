package io.cammanager.backup.testkit.failures;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.store.s3.S3Config;
import io.cammanager.backup.core.store.s3.S3Keys;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.ProxiedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkGlobalTime;

/** E12, E13, E14 and E16: refusals that concern every file, and so end the run and not the files one by one. */
class RefusalRowsTest {
    private static final int FILES = 12;
    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
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
        bench.write(FILES);
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @AfterEach
    void close() {
        bench.close();
        SdkGlobalTime.setGlobalTimeOffset(0); // the SDK keeps it for the whole process
    }

    /** Refuses all recordings but the first three, and checks how the run ends and that the next one finishes the work. */
    private String endsTheRun(Fault refusal, ExitCode exitCode, long mostTries) throws Exception {
        ArmedRule rule = bench.proxy.add(RetryBench.PUTS, Occasion.from(4), refusal);

        SyncReport report = bench.sync();

        String message = requireNonNull(report.problem(), report.toString()).message();
        assertThat(report.exitCode()).as("%s", report).isEqualTo(exitCode);
        assertThat(rule.fired()).isBetween(1, (int) (mostTries * bench.options.transfers()));
        assertThat(bench.putsByKey().values()).allMatch(tries -> tries <= mostTries);
        assertThat(report.summary().uploaded()).isEqualTo(3);
        assertThat(report.summary().failed()).isEqualTo(FILES - 3);
        assertThat(message).contains((FILES - 3) + " recordings wait").doesNotContain(server.secretKey());

        bench.proxy.clearRules();
        SdkGlobalTime.setGlobalTimeOffset(0);
        SyncReport next = bench.sync();
        assertThat(next.exitCode()).as("%s", next).isEqualTo(ExitCode.OK);
        assertThat(next.summary().uploaded()).isEqualTo(FILES - 3);
        assertThat(next.summary().unchanged()).isEqualTo(3);
        bench.everythingArrived();
        return message;
    }

    @Tag("E12")
    @ParameterizedTest
    @CsvSource({"403, InvalidAccessKeyId", "403, SignatureDoesNotMatch", "403, AccessDenied", "400, ExpiredToken"})
    void e12KeysThatAreRevokedMidRunEndItAndAreNamed(int status, String code) throws Exception {
        assertThat(endsTheRun(Fault.error(status, code), ExitCode.DENIED, 2))
                .contains("access key " + server.accessKey(), code);
    }

    @Tag("E12")
    @Test
    void e12KeysThatWereReplacedAreReadAgainOnce() throws Exception {
        S3Config stale = bench.config()
                .credentials(Secret.of("key-of-yesterday"), Secret.of("secret-of-yesterday"))
                .keysAgain(() -> new S3Keys(Secret.of(server.accessKey()), Secret.of(server.secretKey()), null))
                .build();

        SyncReport report = bench.sync(stale);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(bench.proxy.log())
                .filteredOn(request -> request.status() == 403)
                .hasSize(1);
        bench.everythingArrived();
    }

    @Tag("E12")
    @Test
    void e12WrongKeysThatStayWrongAreTriedTwiceAtMost() throws Exception {
        S3Config wrong = bench.config()
                .credentials(Secret.of("key-of-yesterday"), Secret.of("secret-of-yesterday"))
                .keysAgain(() -> new S3Keys(Secret.of("key-of-today"), Secret.of("secret-of-today"), null))
                .build();

        SyncReport report = bench.sync(wrong);

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.DENIED);
        assertThat(String.valueOf(report.problem()))
                .contains("key-of-today")
                .doesNotContain("secret-of-today", "secret-of-yesterday");
        assertThat(bench.proxy.log()).hasSize(2).allMatch(request -> request.status() == 403);
    }

    private static Fault skewed(Duration ahead) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(ahead).atZone(ZoneOffset.UTC));
        return Fault.error(403, "RequestTimeTooSkewed").with("Date", date);
    }

    @Tag("E13")
    @Test
    void e13AClockThatIsOffIsCorrectedOnceAndThenEndsTheRun() throws Exception {
        assertThat(endsTheRun(skewed(Duration.ofMinutes(20)), ExitCode.DENIED, 2))
                .containsPattern("off by (19|20) min \\d+ s, behind the store's");
    }

    @Tag("E13")
    @Test
    void e13TheTimeOfTheServerIsTakenOver() throws Exception {
        bench.options = SyncOptions.builder().transfers(1).build();
        Duration ahead = Duration.ofMinutes(8); // a skew that the real server behind the proxy still accepts
        ArmedRule rule = bench.proxy.add(RetryBench.PUTS, Occasion.nth(1), skewed(ahead));

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(rule.fired()).isEqualTo(1);
        List<ProxiedRequest> puts = bench.puts();
        assertThat(puts).hasSize(FILES + 1);
        assertThat(Duration.between(signed(puts.get(0)), signed(puts.get(1))))
                .isBetween(ahead.minusMinutes(1), ahead.plusMinutes(2));
        bench.everythingArrived();
    }

    private static Instant signed(ProxiedRequest request) {
        return SIGNED.parse(requireNonNull(request.headers().get("x-amz-date")), Instant::from);
    }

    @Tag("E14")
    @Test
    void e14ABucketThatGoesMidRunEndsIt() throws Exception {
        assertThat(endsTheRun(Fault.error(404, "NoSuchBucket"), ExitCode.BUCKET_MISSING, 1))
                .contains("no bucket " + bench.bucket());
    }

    @Tag("E14")
    @Test
    void e14ABucketMadeAnewBehindOurBackIsNotFilledWithoutAWord() throws Exception {
        assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.OK);
        bench.emptyBucket();
        bench.proxy.clearLog();

        for (int run = 0; run < 2; run++) {
            SyncReport report = bench.sync();
            assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.BUCKET_MISSING);
            assertThat(String.valueOf(report.problem())).contains(bench.bucket(), FILES + " recordings", "--heal");
        }
        assertThat(bench.puts()).isEmpty();

        bench.options =
                SyncOptions.builder().emptied(SyncOptions.Emptied.FILL_AGAIN).build();
        SyncReport healed = bench.sync();
        assertThat(healed.exitCode()).as("%s", healed).isEqualTo(ExitCode.OK);
        assertThat(bench.warnings()).anyMatch(warning -> warning.startsWith(FILES + " recordings"));
        bench.everythingArrived();
    }

    @Tag("E14")
    @Test
    void e14RecordingsThatAreMissingAreToldAndSentAgain() throws Exception {
        assertThat(bench.sync().exitCode()).isEqualTo(ExitCode.OK);
        bench.ask(store -> {
            store.delete(new ObjectKey("cam0/2024-03-02_04-00-00.mp4"));
            store.delete(new ObjectKey("cam1/2024-03-02_04-01-00.mp4"));
            return true;
        });

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        assertThat(report.summary().uploaded()).isEqualTo(2);
        assertThat(bench.warnings()).anyMatch(warning -> warning.startsWith("2 recordings"));
        bench.everythingArrived();
    }

    @Tag("E16")
    @ParameterizedTest
    @CsvSource({"507, XMinioStorageFull", "507, InsufficientStorage", "403, QuotaExceeded", "500, XMinioStorageFull"})
    void e16AFullStoreIsLeftInPeaceUntilTheNextRun(int status, String code) throws Exception {
        assertThat(endsTheRun(Fault.error(status, code), ExitCode.UNREACHABLE, 1))
                .contains("the store is full");
    }
}
