package io.cammanager.backup.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.DurableNames;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The name by which a state directory holds leases. A copy of the directory must not be used beside the original: both would
 * take each other's lease for one of their own.
 */
public final class HolderFile {
    private static final String NAME = "holder";

    private HolderFile() {}

    /**
     * Returns the name, made when there is none that can be read; only with the local lock in hand.
     *
     * @throws BackupException with {@link ExitCode#LOCAL_STATE} when it cannot be made to last
     */
    public static UUID readOrMake(Path stateDirectory, RandomGenerator random) {
        try {
            return read(stateDirectory.resolve(NAME));
        } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException e) {
            return make(stateDirectory, new UUID(random.nextLong(), random.nextLong()));
        } catch (IOException e) {
            throw unusable(stateDirectory, e);
        }
    }

    private static UUID read(Path file) throws IOException {
        return UUID.fromString(Files.readString(file, UTF_8).strip());
    }

    private static UUID make(Path directory, UUID id) {
        Path fresh = directory.resolve(NAME + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer text = ByteBuffer.wrap((id + "\n").getBytes(UTF_8));
                while (text.hasRemaining()) {
                    int unused = channel.write(text);
                }
                channel.force(true);
            }
            Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            DurableNames.sync(directory); // or the name may be gone after a power cut
            return id;
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static BackupException unusable(Path directory, IOException e) {
        return new BackupException(
                ExitCode.LOCAL_STATE,
                "the state directory " + directory + " cannot be used: " + LocalFailure.reason(e),
                e);
    }
}
