package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.Shard;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.VerifyReport;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.S3Server;
import io.cammanager.backup.testkit.engine.CryptWay;
import io.cammanager.backup.testkit.engine.Rclone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another client, rclone, damages encrypted recordings where the format itself would not notice, or only when it is read. */
@Tag("F1")
final class TamperedCiphertextRowsTest {
    private static final String BUCKET = "ciphertext";
    private static final int FILES = 4;
    private static final int SIZE = 200_000;
    private static final int HEADER_BYTES = 32;
    private static final int BLOCK_BYTES = 16 + 64 * 1024;

    private static final RcloneCrypt CRYPT = CryptWay.OFF.open();

    private final EmbeddedS3 server = EmbeddedS3.start();
    private final Queue<BackupEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private Rclone rclone;

    /** What is done to the recordings. */
    private enum Attack {
        /** To whole blocks, which are each authentic. */
        CUT_BETWEEN_BLOCKS(1) {
            @Override
            byte[] change(byte[] stored) {
                return Arrays.copyOf(stored, HEADER_BYTES + 2 * BLOCK_BYTES);
            }
        },
        FLIPPED_BIT(1) {
            @Override
            byte[] change(byte[] stored) {
                stored[HEADER_BYTES + BLOCK_BYTES + 77] ^= 1;
                return stored;
            }
        },
        /** Two recordings of one size, each of them authentic. */
        SWAPPED(2) {
            @Override
            byte[] change(byte[] stored) {
                return stored;
            }
        };

        /** So many, from the first on. */
        private final int damaged;

        Attack(int damaged) {
            this.damaged = damaged;
        }

        abstract byte[] change(byte[] stored);
    }

    @BeforeEach
    void syncSome() throws Exception {
        rclone = Rclone.against(server, directory);
        Random random = new Random(5);
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[SIZE];
            random.nextBytes(content);
            byte[] boxes = HexFormat.of().parseHex("0000000866747970" + "000000086d6f6f76" + "000000006d646174");
            System.arraycopy(boxes, 0, content, 0, boxes.length);
            ByteBuffer.wrap(content).putInt(16, SIZE - 16);
            Path file = directory.resolve("source").resolve(path(i));
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-02-03T05:00:00Z")));
        }
        try (BackupEngine engine = engine()) {
            assertThat(engine.sync(SyncOptions.defaults(), event -> {}).await().exitCode())
                    .isEqualTo(ExitCode.OK);
        }
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    private static String path(int number) {
        return "garage/2026-02-03_04-0" + number + "-00.mp4";
    }

    private static String remote(int number) {
        return "bench:" + BUCKET + "/" + path(number) + ".bin";
    }

    private BackupEngine engine() {
        return BackupEngineBuilder.create()
                .source(directory.resolve("source"))
                .stateDirectory(directory.resolve("state"))
                .store(S3StoreProvider.of(S3Server.of(server).config(BUCKET)), "")
                .encryption(CRYPT)
                .build();
    }

    private VerifyReport verify(VerifyOptions options) throws InterruptedException {
        events.clear();
        try (BackupEngine engine = engine()) {
            return engine.verify(options, events::add).await();
        }
    }

    private static VerifyOptions everything(VerifyLevel level) {
        Sample sample = level == VerifyLevel.DRILL ? new Sample.Count(1000, 1) : Sample.EVERYTHING;
        return new VerifyOptions(level, new Portion(Selection.ALL, Shard.ALL, sample), 4, null, null);
    }

    private void attack(Attack attack) throws IOException, InterruptedException {
        Path[] fetched = new Path[attack.damaged];
        for (int i = 0; i < fetched.length; i++) {
            fetched[i] = directory.resolve("stored" + i);
            rclone.run("copyto", remote(i), fetched[i].toString());
            Files.write(fetched[i], attack.change(Files.readAllBytes(fetched[i])));
        }
        for (int i = 0; i < fetched.length; i++) {
            rclone.run("copyto", fetched[(i + 1) % fetched.length].toString(), remote(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void f1EachLevelFindsItAndHealingMendsIt(Attack attack) throws Exception {
        attack(attack);

        for (VerifyLevel level : VerifyLevel.values()) {
            VerifyReport report = verify(everything(level));

            assertThat(report.exitCode()).as("%s %s", report, events).isEqualTo(ExitCode.MISMATCH);
            assertThat(damaged()).as("%s %s", level, events).isEqualTo(expected(attack));
        }
        VerifyReport healed = verify(everything(VerifyLevel.DATA).healing(SyncOptions.defaults()));
        assertThat(healed.exitCode()).as("%s %s", healed, events).isEqualTo(ExitCode.OK);
        assertThat(healed.summary().healed()).isEqualTo(attack.damaged);
        assertThat(verify(everything(VerifyLevel.DRILL)).exitCode()).isEqualTo(ExitCode.OK);
    }

    private Set<String> damaged() {
        Set<String> paths = new TreeSet<>();
        for (BackupEvent event : events) {
            if (event instanceof BackupEvent.Verified verified && verified.result() == VerifyResult.DIFFERS) {
                paths.add(verified.path());
            }
        }
        return paths;
    }

    private static Set<String> expected(Attack attack) {
        Set<String> paths = new TreeSet<>();
        for (int i = 0; i < attack.damaged; i++) {
            paths.add(path(i));
        }
        return paths;
    }
}
