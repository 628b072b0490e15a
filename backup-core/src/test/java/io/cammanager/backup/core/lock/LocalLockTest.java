package io.cammanager.backup.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalLockTest {
    @TempDir
    private Path state;

    @Test
    void refusesASecondHolderInThisProcessAndNamesTheFirst() {
        try (LocalLock lock = LocalLock.acquire(state, "run one")) {
            BackupException refusal = refusal();

            assertThat(lock).isNotNull();
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(refusal).hasMessageContaining("(run one)").hasMessageContaining(state.toString());
        }
    }

    @Test
    void knowsTheDirectoryByAnyName() throws IOException {
        Path link = Files.createSymbolicLink(state.resolve("link"), state);
        try (LocalLock lock = LocalLock.acquire(link, "run one")) {
            assertThat(lock).isNotNull();
            assertThat(refusal()).hasMessageContaining("run one");
        }
    }

    @Test
    void canBeTakenAgainAfterItsClose() {
        LocalLock.acquire(state, "run one").close();
        LocalLock.acquire(state, "run two").close();

        try (LocalLock lock = LocalLock.acquire(state, "run three")) {
            assertThat(lock).isNotNull();
            assertThat(refusal()).hasMessageContaining("run three");
        }
    }

    @Test
    void refusesWhatAnotherProcessHoldsUntilThatDies() throws Exception {
        Process holder = holder("process two");
        try (BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine()).startsWith("held");

            assertThat(refusal().exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(refusal()).hasMessageContaining("(process two)");

            holder.destroyForcibly();
            assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
            LocalLock.acquire(state, "run one").close();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void anotherProcessIsRefusedWhatThisOneHolds() throws Exception {
        try (LocalLock lock = LocalLock.acquire(state, "run one")) {
            assertThat(refusal()).hasMessageContaining("run one"); // and this attempt must not have dropped the lock

            Process other = holder("process two");
            String said = new String(other.getErrorStream().readAllBytes(), UTF_8);

            assertThat(lock).isNotNull();
            assertThat(other.waitFor()).isNotZero();
            assertThat(said).contains("(run one)");
        }
    }

    @Test
    void aFailureOnTheWayLeavesTheLockFree() throws IOException {
        Path inTheWay = Files.createDirectory(state.resolve("owner"));
        Path inside = Files.createFile(inTheWay.resolve("full"));
        BackupException failure = catchThrowableOfType(
                BackupException.class, () -> LocalLock.acquire(state, "run one").close());
        assertThat(failure.exitCode()).isEqualTo(ExitCode.LOCAL_STATE);

        Files.delete(inside);
        Files.delete(inTheWay);

        LocalLock.acquire(state, "run two").close();
    }

    @Test
    void saysThatADirectoryCannotBeUsed() {
        BackupException failure = catchThrowableOfType(
                BackupException.class,
                () -> LocalLock.acquire(state.resolve("missing"), "run one").close());

        assertThat(failure.exitCode()).isEqualTo(ExitCode.LOCAL_STATE);
    }

    private BackupException refusal() {
        return catchThrowableOfType(
                BackupException.class,
                () -> LocalLock.acquire(state, "run late").close());
    }

    private Process holder(String owner) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        LockHolder.class.getName(),
                        state.toString(),
                        owner)
                .start();
    }
}
