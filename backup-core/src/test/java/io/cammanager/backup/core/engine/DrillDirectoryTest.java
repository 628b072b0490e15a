package io.cammanager.backup.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrillDirectoryTest {
    @TempDir
    private Path parent;

    /** As a drill leaves it that was killed a while ago. */
    private Path leftover() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("cammanager-drill-123"));
        Path lock = Files.createFile(directory.resolve("lock"));
        Path unused =
                Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));
        Files.createDirectories(directory.resolve("restored/garage"));
        Files.writeString(directory.resolve("restored/garage/a.mp4"), "video");
        return directory;
    }

    @Test
    void isEmptyAndGoneInTheEnd() {
        try (DrillDirectory directory = DrillDirectory.createIn(parent)) {
            assertThat(directory.path()).isEmptyDirectory();
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatAKilledDrillHasLeftIsRemoved() throws IOException {
        Path leftover = leftover();

        try (DrillDirectory directory = DrillDirectory.createIn(parent)) {
            assertThat(directory.path()).exists();
            assertThat(leftover).doesNotExist();
        }
    }

    @Test
    void whatAnotherDrillUsesStays() throws IOException {
        Path used = leftover();
        try (FileChannel channel = FileChannel.open(used.resolve("lock"), StandardOpenOption.WRITE);
                var held = channel.lock();
                DrillDirectory directory = DrillDirectory.createIn(parent);
                DrillDirectory second = DrillDirectory.createIn(parent)) {
            assertThat(held.isValid()).isTrue();
            assertThat(used).exists();
            assertThat(directory.path()).exists();
            assertThat(second.path()).exists();
        }
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        Path young = Files.createDirectory(parent.resolve("cammanager-drill-young"));
        Files.createFile(young.resolve("lock"));
        Path foreign = Files.createDirectory(parent.resolve("cammanager-drill-foreign"));
        Path other = Files.createDirectory(parent.resolve("other"));
        Path link = Files.createSymbolicLink(parent.resolve("cammanager-drill-link"), other);
        Path file = Files.createFile(parent.resolve("cammanager-drill-file"));

        DrillDirectory.createIn(parent).close();

        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).containsExactlyInAnyOrder(young, foreign, other, link, file);
        }
    }
}
