package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.crypto.RcloneCrypt;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What our encryption puts into a directory, rclone reads there, and what rclone puts there, ours reads: 200 random files and
 * names in each way to keep names, without a store that might hide a difference.
 */
final class LocalInteropTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void bothReadWhatTheOtherWrites(CryptWay way) throws Exception {
        Rclone rclone = Rclone.alone(directory);
        Path source = directory.resolve("source");
        RandomTree.fill(source, way.seed());
        Path byUs = directory.resolve("written-by-us");
        Path byRclone = directory.resolve("written-by-rclone");

        try (RcloneCrypt crypt = way.open()) {
            new CryptDirectory(crypt, byUs).write(source, way.seed());
            rcloneReads(rclone, way, source, byUs);

            rclone.run(way.remote(byRclone.toString()), "copy", source.toString(), "crypt:");
            new CryptDirectory(crypt, byRclone).read(directory.resolve("read-by-us"));
        }

        assertThat(Tree.of(source)).hasSize(RandomTree.FILES);
        assertThat(Tree.of(directory.resolve("read-by-us"))).isEqualTo(Tree.of(source));
        assertThat(Tree.of(byUs).keySet()).isEqualTo(Tree.of(byRclone).keySet());
    }

    private void rcloneReads(Rclone rclone, CryptWay way, Path source, Path stored) throws Exception {
        Map<String, String> remote = way.remote(stored.toString());
        Path read = directory.resolve("read-by-rclone");
        rclone.run(remote, "copy", "crypt:", read.toString());

        assertThat(Tree.of(read)).isEqualTo(Tree.of(source));
        assertThat(rclone.run(remote, "cryptcheck", source.toString(), "crypt:"))
                .contains(" 0 differences found", " " + RandomTree.FILES + " matching files")
                .doesNotContain("hashes could not be checked");
        assertThat(rclone.run(remote, "copy", "-v", source.toString(), "crypt:"))
                .doesNotContain("Copied");
    }
}
