package io.cammanager.backup.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.transfer.Digester.Md5;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigesterTest {
    private static final int BUFFER = 256 * 1024;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "262143, 1",
        "262144, 1",
        "262145, 1",
        "786432, 1",
        "786432, 262144",
        "786433, 262144",
        "524287, 262144",
        "600000, 100000",
        "300001, 300000"
    })
    void hashesTheWholeAndEachPart(int size, int partSize) throws IOException {
        byte[] bytes = bytes(size);
        Path file = Files.write(directory.resolve("file"), bytes);
        PartPlan plan = partSize == 1
                ? new PartPlan(size, size, 1)
                : new PartPlan(size, partSize, (size + partSize - 1) / partSize);

        FileDigests digests = digest(file, plan, Md5.WHOLE_FILE_AND_PARTS);

        assertThat(digests.sha256()).isEqualTo(Hashing.sha256().hashBytes(bytes));
        assertThat(digests.md5()).isEqualTo(md5(bytes));
        assertThat(digests.parts()).hasSize(plan.count());
        for (int i = 0; i < plan.count(); i++) {
            byte[] part = Arrays.copyOfRange(bytes, (int) plan.offset(i), (int) (plan.offset(i) + plan.length(i)));
            assertThat(digests.parts().get(i).sha256())
                    .isEqualTo(Hashing.sha256().hashBytes(part));
            assertThat(digests.parts().get(i).md5()).isEqualTo(md5(part));
        }
    }

    @Test
    void computesNoMd5ThatNobodyWants() throws IOException {
        Path file = Files.write(directory.resolve("file"), bytes(3 * BUFFER));
        PartPlan parts = new PartPlan(3 * BUFFER, BUFFER, 3);

        assertThat(digest(file, new PartPlan(3 * BUFFER, 3 * BUFFER, 1), Md5.NONE)
                        .md5())
                .isNull();
        assertThat(digest(file, parts, Md5.WHOLE_FILE).md5()).isNotNull();
        assertThat(digest(file, parts, Md5.WHOLE_FILE).parts())
                .allSatisfy(part -> assertThat(part.md5()).isNull());
    }

    @Test
    void stopsAtAFileThatBecameShorter() throws IOException {
        Path file = Files.write(directory.resolve("file"), bytes(1000));
        try (SourceFile source = SourceFile.open(file, FileStat.of(file).stamp())) {
            Files.write(file, bytes(999));

            assertThatThrownBy(() -> Digester.digest(source, new PartPlan(1000, 1000, 1), Md5.NONE))
                    .isInstanceOf(ChangedWhileReadException.class);
        }
    }

    @Test
    void aBodyHandsOutItsStretchOfTheFile() throws IOException {
        byte[] bytes = bytes(1000);
        Path file = Files.write(directory.resolve("file"), bytes);
        AtomicLong progress = new AtomicLong();
        try (SourceFile source = SourceFile.open(file, FileStat.of(file).stamp());
                InputStream stream = body(source, 100, 500, progress).open()) {
            assertThat(stream.available()).isEqualTo(500);
            assertThat(stream.read()).isEqualTo(bytes[100] & 0xff);
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 101, 600));
            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThat(progress).hasValue(500);
    }

    @Test
    void aBodyKeepsTheLastByteOfAFileThatChanged() throws IOException {
        Path file = Files.write(directory.resolve("file"), bytes(1000));
        AtomicLong progress = new AtomicLong();
        try (SourceFile source = SourceFile.open(file, FileStat.of(file).stamp());
                InputStream stream = body(source, 0, 1000, progress).open()) {
            assertThat(stream.readNBytes(999)).hasSize(999);
            Files.write(file, bytes(2000));

            assertThatThrownBy(stream::read).isInstanceOf(ChangedWhileReadException.class);
        }
        assertThat(progress).hasValue(999);
    }

    @Test
    void opensOnlyTheFileThatTheScanSaw() throws IOException {
        Path file = Files.write(directory.resolve("file"), bytes(10));
        FileStamp stamp = FileStat.of(file).stamp();
        Files.move(file, directory.resolve("moved"));
        Files.createSymbolicLink(file, directory.resolve("moved"));

        assertThatThrownBy(() -> SourceFile.open(file, stamp).close()).isInstanceOf(ChangedWhileReadException.class);
    }

    private static FileBody body(SourceFile source, long offset, long length, AtomicLong progress) {
        return new FileBody(source, offset, length, new BytesBody(new byte[0]).digests(), progress::addAndGet);
    }

    private static FileDigests digest(Path file, PartPlan plan, Md5 md5) throws IOException {
        try (SourceFile source = SourceFile.open(file, FileStat.of(file).stamp())) {
            return Digester.digest(source, plan, md5);
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @SuppressWarnings("deprecation") // S3 speaks MD5
    private static HashCode md5(byte[] bytes) {
        return Hashing.md5().hashBytes(bytes);
    }
}
