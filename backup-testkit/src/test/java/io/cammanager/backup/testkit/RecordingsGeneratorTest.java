package io.cammanager.backup.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.cammanager.backup.core.RecordingName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsGeneratorTest {
    @Test
    void namesRecordingsAsTheRecorderDoes(@TempDir Path directory) throws IOException {
        List<Recording> recordings = RecordingsGenerator.builder()
                .cameras(2)
                .days(2)
                .segmentsPerDay(2)
                .segment(Duration.ofSeconds(90))
                .firstDay(LocalDate.of(2026, 2, 28))
                .build()
                .generate(directory);

        assertThat(recordings)
                .extracting(Recording::name)
                .containsExactly(
                        "camera-01/2026-02-28_00-00-00.mp4",
                        "camera-01/2026-02-28_00-01-30.mp4",
                        "camera-01/2026-03-01_00-00-00.mp4",
                        "camera-01/2026-03-01_00-01-30.mp4",
                        "camera-02/2026-02-28_00-00-00.mp4",
                        "camera-02/2026-02-28_00-01-30.mp4",
                        "camera-02/2026-03-01_00-00-00.mp4",
                        "camera-02/2026-03-01_00-01-30.mp4");
        assertThat(RecordingName.startOf(recordings.get(1).file().getFileName().toString()))
                .isEqualTo(LocalDateTime.of(2026, 2, 28, 0, 1, 30));
    }

    @Test
    void writesWhatItReports(@TempDir Path directory) throws IOException {
        Recording recording = RecordingsGenerator.builder()
                .sizeBytes(100_000)
                .zone(ZoneId.of("Europe/Madrid"))
                .build()
                .generate(directory)
                .get(0);

        byte[] bytes = Files.readAllBytes(recording.file());

        assertThat(bytes).hasSize(100_000);
        assertThat(Hashing.sha256().hashBytes(bytes)).isEqualTo(recording.sha256());
        assertThat(Files.getLastModifiedTime(recording.file()).toInstant())
                .isEqualTo(recording.end())
                .isEqualTo(Instant.parse("2026-03-01T23:01:00Z"));
    }

    @Test
    void tellsTheDurationInTheMovieHeader(@TempDir Path directory) throws IOException {
        Recording recording = RecordingsGenerator.builder()
                .segment(Duration.ofSeconds(75))
                .sizeBytes(Mp4.MIN_SIZE)
                .build()
                .generate(directory)
                .get(0);

        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(recording.file()));

        assertThat(boxType(file, 0)).isEqualTo("ftyp");
        int movie = file.getInt(0);
        assertThat(boxType(file, movie)).isEqualTo("moov");
        assertThat(boxType(file, movie + 8)).isEqualTo("mvhd");
        int timescale = file.getInt(movie + 28);
        assertThat(file.getInt(movie + 32) / timescale).isEqualTo(75);
        int mediaData = movie + file.getInt(movie);
        assertThat(boxType(file, mediaData)).isEqualTo("mdat");
        assertThat(mediaData + file.getInt(mediaData)).isEqualTo(file.capacity());
    }

    private static String boxType(ByteBuffer file, int position) {
        byte[] type = new byte[4];
        file.get(position + 4, type);
        return new String(type, US_ASCII);
    }

    @Test
    void makesTheSameBytesOnAnyFileSystem(@TempDir Path directory) throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            RecordingsGenerator generator =
                    RecordingsGenerator.builder().cameras(2).seed(7).build();

            List<Recording> here = generator.generate(directory);
            List<Recording> there = generator.generate(memory.getPath("/recordings"));

            assertThat(there).extracting(Recording::sha256).isEqualTo(sums(here));
            assertThat(sums(here)).doesNotHaveDuplicates();
        }
    }

    @Test
    void makesOtherBytesOfAnotherSeed(@TempDir Path directory) throws IOException {
        var first = sums(RecordingsGenerator.builder().seed(1).build().generate(directory));
        var second = sums(RecordingsGenerator.builder().seed(2).build().generate(directory));

        assertThat(first).doesNotContainAnyElementsOf(second);
    }

    private static List<HashCode> sums(List<Recording> recordings) {
        return recordings.stream().map(Recording::sha256).toList();
    }

    @Test
    void refusesWhatCannotBe() {
        RecordingsGenerator.Builder builder = RecordingsGenerator.builder();

        assertThatThrownBy(() -> builder.sizeBytes(10))
                .hasMessageContaining("sizeBytes")
                .hasMessageContaining("10");
        assertThatThrownBy(() -> builder.cameras(0)).hasMessageContaining("cameras must be at least 1, not 0");
        assertThatThrownBy(() -> builder.segmentsPerDay(1441).build()).hasMessageContaining("fit in a day");
    }
}
