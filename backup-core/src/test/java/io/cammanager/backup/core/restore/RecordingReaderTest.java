package io.cammanager.backup.core.restore;

import static io.cammanager.backup.core.restore.RestoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.ReadReport;
import io.cammanager.backup.core.store.ObjectContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a stream of one recording says of itself when bytes that cannot be taken back are out already. */
class RecordingReaderTest {
    private static final ObjectKey PATH = new ObjectKey("cam/a.mp4");

    private final RestoreFixture fixture = new RestoreFixture();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ReadReport read(ReadOptions options) {
        return new RecordingReader(fixture.way(), "").read(options, out);
    }

    private static ObjectContent with(ObjectContent content, byte[] bytes) {
        return new ObjectContent(content.info(), new ByteArrayInputStream(bytes));
    }

    @Test
    void writesAllOfItAndProvesIt() {
        fixture.put(PATH.value(), bytes(1, 1000));

        assertThat(read(ReadOptions.whole(PATH)).proof()).isEqualTo(ReadReport.Proof.WHOLE);

        assertThat(out.toByteArray()).isEqualTo(bytes(1, 1000));
    }

    @Test
    void writesOnlyTheBytesThatAreWanted() {
        fixture.put(PATH.value(), bytes(1, 1000));

        assertThat(read(new ReadOptions(PATH, 100, 50)).proof()).isEqualTo(ReadReport.Proof.PART);

        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes(1, 1000), 100, 150));
    }

    @Test
    void saysHowManyBytesOfADamagedRecordingAreOut() {
        fixture.put(PATH.value(), bytes(1, 1000));
        fixture.onGet = content -> with(content, bytes(2, 1000));

        assertThatThrownBy(() -> read(ReadOptions.whole(PATH)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MISMATCH))
                .hasMessageStartingWith("could not read cam/a.mp4: it is damaged: its SHA-256 is ")
                .hasMessageEndingWith("; do not rely on the 1000 bytes that were written already");
        assertThat(out.size()).isEqualTo(1000);
    }

    @Test
    void saysHowManyBytesAreOutWhenTheRestDoesNotCome() {
        fixture.put(PATH.value(), bytes(1, 1000));
        fixture.onGet = content -> with(content, Arrays.copyOf(bytes(1, 1000), fixture.gets.get() == 1 ? 400 : 0));

        assertThatThrownBy(() -> read(ReadOptions.whole(PATH)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INCOMPLETE))
                .hasMessageEndingWith("; do not rely on the 400 bytes that were written already");
    }

    @Test
    void saysNothingOfBytesWhereNoneAreOut() {
        fixture.put(PATH.value(), bytes(1, 1000));

        assertThatThrownBy(() -> read(new ReadOptions(PATH, 1000, 1)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("could not read cam/a.mp4: it has 1000 bytes, and none at 1000, where the range begins");
    }
}
