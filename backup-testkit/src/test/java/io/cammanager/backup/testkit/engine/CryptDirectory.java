package io.cammanager.backup.testkit.engine;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A directory that holds what a crypt remote stores, as rclone's local backend would: no store and no engine in between. */
final class CryptDirectory {
    private static final int NONCE_BYTES = 24;

    private final RcloneCrypt crypt;
    private final Path stored;

    CryptDirectory(RcloneCrypt crypt, Path stored) {
        this.crypt = crypt;
        this.stored = stored;
    }

    /** Keeps a whole tree, under nonces of the seed so that each run stores the same bytes. */
    void write(Path source, long seed) throws IOException {
        Random random = new Random(seed);
        for (Path file : files(source)) {
            String path = KeyNames.toKey(source, file).value();
            Path target = KeyNames.toPath(stored, new ObjectKey(crypt.names().storedPath(path)));
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            copy(file, target, encrypt(Files.readAllBytes(file), Nonce.of(nonce)));
        }
    }

    /** Brings back everything that is kept. */
    void read(Path target) throws IOException {
        for (Path file : files(stored)) {
            String path = crypt.names().plainPath(KeyNames.toKey(stored, file).value());
            InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(file));
            try (InputStream plain = crypt.content().decrypt(bytes)) {
                copy(file, KeyNames.toPath(target, new ObjectKey(path)), plain.readAllBytes());
            }
        }
    }

    private byte[] encrypt(byte[] plain, Nonce nonce) throws IOException {
        byte[] encrypted = new byte[Math.toIntExact(ContentCipher.storedSize(plain.length))];
        crypt.content()
                .encrypt(
                        (position, target, offset, length) ->
                                System.arraycopy(plain, Math.toIntExact(position), target, offset, length),
                        plain.length,
                        nonce,
                        0,
                        encrypted,
                        0,
                        encrypted.length);
        return encrypted;
    }

    private static void copy(Path from, Path to, byte[] content) throws IOException {
        Files.createDirectories(to.getParent());
        Files.write(to, content);
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
