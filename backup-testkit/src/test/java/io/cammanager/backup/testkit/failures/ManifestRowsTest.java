package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.testkit.failures.ManifestBench.Kept;
import io.cammanager.backup.testkit.failures.ManifestBench.Kind;
import io.cammanager.backup.testkit.failures.ManifestBench.When;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The manifest in the bucket is damaged, set back or lost, and runs die while they write it. */
@Tag("F2")
final class ManifestRowsTest {
    /** A drill restores, and does not ask the manifest. */
    private static final ImmutableList<VerifyLevel> LEVELS =
            ImmutableList.of(VerifyLevel.LIST, VerifyLevel.HEAD, VerifyLevel.DATA);

    private static final int FILES = 6;

    @TempDir
    private Path directory;

    /** Three runs: a base of four recordings, and two segments of one each. */
    private ManifestBench threeSegments(Kind kind) throws Exception {
        ManifestBench manifest = new ManifestBench(kind, directory);
        manifest.bench().fill(FILES - 2);
        manifest.bench().syncs();
        add(manifest, FILES - 2);
        add(manifest, FILES - 1);
        assertThat(manifest.segments()).hasSize(3);
        assertSound(manifest);
        return manifest;
    }

    private static void add(ManifestBench manifest, int number) throws Exception {
        manifest.bench().write(KeepBench.path(number), "recording " + number);
        manifest.bench().syncs();
    }

    private static void assertSound(ManifestBench manifest) throws InterruptedException {
        for (VerifyLevel level : LEVELS) {
            VerifyReport report = manifest.bench().verify(level);
            assertThat(report.exitCode()).as("%s", manifest.findings()).isEqualTo(ExitCode.OK);
        }
    }

    /** Verifies at each level that all findings are these, which exit code 7 tells. */
    private static void assertFound(ManifestBench manifest, String... findings) throws InterruptedException {
        for (VerifyLevel level : LEVELS) {
            VerifyReport report = manifest.bench().verify(level);
            assertThat(manifest.findings()).as("%s", level).containsExactlyInAnyOrder(findings);
            assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        }
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private static void edit(ManifestBench manifest, String key, byte[] bytes) {
        manifest.put(key, new Kept(bytes, manifest.get(key).metadata()));
    }

    @Test
    void f2APlainSegmentCanBeReadByAnyone() throws Exception {
        ManifestBench manifest = threeSegments(Kind.PLAIN);
        byte[] packed = manifest.get(manifest.segments().get(1)).bytes();

        String text = new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), UTF_8);

        assertThat(text.lines().toList()).hasSize(2);
        assertThat(text).contains("\"path\":\"" + KeepBench.path(FILES - 2) + "\"", "\"op\":\"put\"", "\"seq\":2");
    }

    @Test
    void f2AnEncryptedSegmentTellsNoName() throws Exception {
        ManifestBench manifest = threeSegments(Kind.ENCRYPTED);

        for (String key : manifest.keys(KeepBench.PREFIX + ".cammanager/manifest/")) {
            byte[] stored = manifest.get(key).bytes();
            assertThat(new String(stored, ISO_8859_1)).startsWith("RCLONE").doesNotContain("cam-", "recordings");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2AMissingSegmentIsNamed(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        String second = manifest.segments().get(1);
        manifest.delete(second);

        assertFound(manifest, name(second) + " MISSING segment 2 of the manifest is not in the bucket");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2ACutSegmentIsNamed(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        String last = manifest.segments().get(2);
        byte[] bytes = manifest.get(last).bytes();
        edit(manifest, last, Arrays.copyOf(bytes, bytes.length - 1));

        assertFound(
                manifest,
                name(last) + " DIFFERS segment 3 of the manifest was cut: it has " + (bytes.length - 1) + " of its "
                        + bytes.length + " bytes");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2AnEditedSegmentIsNamed(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        String base = manifest.segments().get(0);
        byte[] bytes = manifest.get(base).bytes();
        bytes[bytes.length / 2] ^= 1;
        edit(manifest, base, bytes);

        assertFound(
                manifest,
                name(base) + " DIFFERS segment 1 of the manifest was edited: its bytes are not those that HEAD names");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2SegmentsThatWereExchangedAreNamed(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        String second = manifest.segments().get(1);
        String third = manifest.segments().get(2);
        Kept kept = manifest.get(second);
        manifest.put(second, manifest.get(third));
        manifest.put(third, kept);

        assertFound(
                manifest,
                name(second) + " DIFFERS segment 2 of the manifest holds the bytes of segment 3:"
                        + " they were exchanged or put in another order",
                name(third) + " DIFFERS segment 3 of the manifest holds the bytes of segment 2:"
                        + " they were exchanged or put in another order");
    }

    /** Without a key, HEAD can be made to fit; what is inside of the segments cannot. */
    @Test
    void f2SegmentsInAnotherOrderUnderAHeadMadeToFitAreNamed() throws Exception {
        ManifestBench manifest = threeSegments(Kind.PLAIN);
        String second = manifest.segments().get(1);
        String third = manifest.segments().get(2);
        String[] lines = new String(manifest.get(manifest.head()).bytes(), UTF_8).split("\n", -1);
        String hashOfSecond = lines[2].replaceAll(".*\"sha256\":\"(\\w+)\".*", "$1");
        String hashOfThird = lines[3].replaceAll(".*\"sha256\":\"(\\w+)\".*", "$1");
        lines[0] = lines[0].replace(hashOfThird, hashOfSecond);
        lines[2] = lines[2].replace(hashOfSecond, hashOfThird);
        lines[3] = lines[3].replace(hashOfThird, hashOfSecond);
        edit(manifest, manifest.head(), String.join("\n", lines).getBytes(UTF_8));
        Kept kept = manifest.get(second);
        manifest.put(second, manifest.get(third));
        manifest.put(third, kept);

        String follow = " of the manifest does not follow on the one before it: they were exchanged or put in another"
                + " order";
        assertFound(
                manifest,
                "HEAD DIFFERS the manifest was edited: its segment 3 is not the one that this machine has seen",
                name(second) + " DIFFERS segment 2" + follow,
                name(third) + " DIFFERS segment 3" + follow);
    }

    @Test
    void f2AnEncryptedHeadThatWasEditedIsNamed() throws Exception {
        ManifestBench manifest = threeSegments(Kind.ENCRYPTED);
        Kept head = manifest.get(manifest.head());
        manifest.put(manifest.head(), new Kept(head.bytes(), Map.of()));

        assertFound(
                manifest,
                "HEAD DIFFERS the manifest's HEAD was edited or exchanged (its tag does not fit: it was written for"
                        + " another place, or cut)");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2AManifestThatWasRolledBackIsNamedAndMended(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        Kept old = manifest.get(manifest.head());
        add(manifest, FILES);
        add(manifest, FILES + 1);
        manifest.put(manifest.head(), old);
        List<String> later = manifest.segments().subList(3, 5);
        String finding =
                "HEAD DIFFERS the manifest was rolled back: its HEAD ends at segment 3, but there was a segment ";

        assertFound(manifest, finding + 5);
        later.forEach(manifest::delete);
        assertFound(manifest, finding + 5);

        add(manifest, FILES + 2);
        assertThat(manifest.warnings())
                .singleElement()
                .asString()
                .startsWith("the manifest was rolled back: it ends at segment 3, and this machine has seen segment 5");
        assertSound(manifest);
    }

    /** Another machine has not seen how far it went, but sees what lies beyond the end. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2ARollbackIsSeenByAnotherMachineFromTheSegmentsThatAreLeft(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        Kept old = manifest.get(manifest.head());
        add(manifest, FILES);
        add(manifest, FILES + 1);
        manifest.put(manifest.head(), old);
        manifest.bench().loseState();

        VerifyReport report = manifest.bench().verify(VerifyLevel.LIST);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(manifest.findings()).singleElement().asString().contains("HEAD DIFFERS", "rolled back");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2ALostManifestIsNamedAndWrittenAnew(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        manifest.keys(KeepBench.PREFIX + ".cammanager/manifest/").forEach(manifest::delete);

        assertFound(manifest, "HEAD MISSING the manifest's HEAD is not in the bucket, but there was a segment 3");

        add(manifest, FILES);
        assertThat(manifest.warnings())
                .singleElement()
                .asString()
                .contains("ended at segment 3", "no recording is lost");
        assertThat(manifest.segments()).hasSize(1);
        assertSound(manifest);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2WhatIsGoneFromTheBucketIsMissingOnAnotherMachineToo(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        manifest.bench().loseState();
        String lost = manifest.keys(KeepBench.PREFIX).stream()
                .filter(key -> !key.contains(".cammanager/"))
                .findFirst()
                .orElseThrow();
        manifest.delete(lost);

        VerifyReport report = manifest.bench().verify(VerifyLevel.LIST);

        assertThat(report.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(manifest.findings()).singleElement().asString().endsWith(".mp4 MISSING not in the bucket");
        assertThat(report.summary().verified()).isEqualTo(FILES - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, .jsonl.gz, BEFORE",
        "PLAIN, .jsonl.gz, AFTER",
        "PLAIN, /HEAD, BEFORE",
        "PLAIN, /HEAD, AFTER",
        "ENCRYPTED, .jsonl.gz, AFTER",
        "ENCRYPTED, /HEAD, BEFORE",
        "ENCRYPTED, /HEAD, AFTER"
    })
    void f2ARunThatDiesWhileItWritesLosesNoLineAndBreaksNoChain(Kind kind, String write, When moment) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        manifest.bench().write(KeepBench.path(FILES), "recording " + FILES);
        manifest.fail(write, moment);
        assertThat(manifest.bench().sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(manifest.warnings()).singleElement().asString().contains("could not be written", "the next run");
        manifest.heal();

        manifest.bench().syncs();

        assertThat(manifest.warnings()).isEmpty();
        assertThat(manifest.segments()).as("what is in no chain is removed").hasSize(4);
        assertSound(manifest);
        manifest.bench().loseState();
        assertThat(manifest.bench().verify(VerifyLevel.LIST).summary().verified())
                .isEqualTo(FILES + 1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2ALostStateIsRebuiltWithoutALookAtEachObject(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        manifest.bench().loseState();

        SyncReport report = manifest.bench().syncs();

        assertThat(report.summary().unchanged()).isEqualTo(FILES);
        assertThat(manifest.bench().events(BackupEvent.Finished.class)).isEmpty();
        assertThat(manifest.segments()).as("nothing has changed").hasSize(3);
        assertSound(manifest);
    }

    /** What the manifest says is believed only where the bucket shows it. */
    @Test
    void f2ALostStateIsNotRebuiltFromWhatTheBucketDoesNotShow() throws Exception {
        ManifestBench manifest = threeSegments(Kind.PLAIN);
        manifest.bench().loseState();
        manifest.delete(KeepBench.PREFIX + KeepBench.path(0));
        manifest.bench().put(KeepBench.path(1), "RECORDING 1");

        SyncReport report = manifest.bench().sync();

        assertThat(report.summary().unchanged()).isEqualTo(FILES - 2);
        assertThat(manifest.bench().events(BackupEvent.Finished.class))
                .extracting(BackupEvent.Finished::outcome)
                .containsOnly(Outcome.UPLOADED);
        assertThat(manifest.bench().recordings())
                .containsEntry(KeepBench.path(0), "recording 0")
                .containsEntry(KeepBench.path(1), "recording 1");
        assertSound(manifest);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2ADamagedManifestIsNotRebuiltFromAndStopsNothing(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        manifest.bench().loseState();
        manifest.delete(manifest.segments().get(1));

        manifest.bench().syncs();

        assertThat(manifest.warnings())
                .anyMatch(text -> text.contains("segment 2 of the manifest is not in the bucket"));
        assertSound(manifest);
    }

    @Test
    void f2AQuietRunWritesNothingAndAsksNothing() throws Exception {
        ManifestBench manifest = threeSegments(Kind.PLAIN);
        List<String> before = manifest.segments();
        manifest.asked();

        manifest.bench().syncs();

        assertThat(manifest.asked()).noneMatch(key -> key.contains("/manifest/"));
        assertThat(manifest.segments()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void f2ABaseIsWrittenEachWeekAndHoldsWhatTheChainHeld(Kind kind) throws Exception {
        ManifestBench manifest = threeSegments(kind);
        Files.delete(manifest.bench().source().resolve(KeepBench.path(0)));
        manifest.bench().later(Duration.ofDays(8));

        manifest.bench().syncs();

        assertThat(manifest.segments()).singleElement().asString().contains("/0000000004-");
        assertSound(manifest);
        manifest.bench().loseState();
        assertThat(manifest.bench().verify(VerifyLevel.LIST).summary().verified())
                .isEqualTo(FILES);
    }
}
