package io.cammanager.backup.testkit.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;

/**
 * Files of random names, bytes and times that rclone can keep as well as we. Left out is what it cannot: two names that differ
 * only in how their accents are composed, and U+201B at the beginning.
 */
final class RandomTree {
    static final int FILES = 200;

    private static final int BLOCK = 65_536;
    /** Around the ends of blocks, where an encrypted file has one more or one less. */
    private static final int[] FIRST_SIZES = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK};

    private static final int[] LETTERS =
            "abcXYZ019 -_.+%#&=,;:!?*|^$\\'\"`<>()[]{}~@áéñü日本📹✓".codePoints().toArray();

    /**
     * What the directories are called. In base32768, "camera 3" under the passwords of {@link CryptWay} becomes a key with the
     * control character U+0006, below which neither rclone nor we can list on Ceph 16: its answer is no XML then.
     */
    private static final String DIRECTORY = "patio ";

    private RandomTree() {}

    /** Writes the files and prints the seed that they are made of. */
    static void fill(Path root, long seed) throws IOException {
        System.out.println(FILES + " random files below " + root.getFileName() + " are those of seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            Path file = root.resolve(DIRECTORY + random.nextInt(4)).resolve(i + name(random) + ".mp4");
            byte[] content = new byte[size(i, random)];
            random.nextBytes(content);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            Instant recorded = Instant.ofEpochSecond(1_700_000_000L + i, random.nextInt(1_000_000_000));
            Files.setLastModifiedTime(file, FileTime.from(recorded));
        }
    }

    private static int size(int number, Random random) {
        if (number < FIRST_SIZES.length) {
            return FIRST_SIZES[number];
        }
        return random.nextInt(8) == 0 ? BLOCK * (1 + random.nextInt(3)) : random.nextInt(5000);
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            name.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return name.toString();
    }
}
