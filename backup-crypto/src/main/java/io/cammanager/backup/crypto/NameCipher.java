package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.CryptOptions.DirectoryNames;
import io.cammanager.backup.crypto.CryptOptions.FileNames;
import io.cammanager.backup.crypto.internal.Base32768;
import io.cammanager.backup.crypto.internal.ClosedCipher;
import io.cammanager.backup.crypto.internal.EmeSegments;
import io.cammanager.backup.crypto.internal.Obfuscation;
import io.cammanager.backup.crypto.internal.SegmentCipher;
import io.cammanager.backup.crypto.internal.SegmentNames;
import io.cammanager.backup.crypto.internal.SmallBase;
import io.cammanager.backup.crypto.internal.TextEncoding;
import io.cammanager.backup.crypto.internal.UndecodableNameException;
import io.cammanager.backup.crypto.internal.UndecodableNameException.Kind;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * Turns the path of a file into the key that its encrypted form is stored under, and back. Paths are S3 keys as they would be
 * without encryption: segments as {@link RcloneNames#keySegment} makes them; what ends in a slash is a directory. Each path
 * has one stored path and each stored path at most one path. Thread-safe.
 *
 * <p>A stored path may be longer than the store allows, which is not checked here.
 */
public final class NameCipher implements AutoCloseable, Destroyable {
    private final PathScheme scheme;
    private volatile boolean destroyed;

    private NameCipher(PathScheme scheme) {
        this.scheme = scheme;
    }

    /** Returns a cipher that does not need these keys any more. */
    public static NameCipher of(CryptKeys keys, CryptOptions options) {
        return new NameCipher(schemeOf(keys, options));
    }

    static PathScheme schemeOf(CryptKeys keys, CryptOptions options) {
        if (options.fileNames() == FileNames.OFF) {
            return new SuffixScheme(options.suffix());
        }
        byte[] key = keys.nameKey();
        byte[] tweak = keys.nameTweak();
        try {
            SegmentCipher segments = options.fileNames() == FileNames.OBFUSCATE
                    ? new Obfuscation(key)
                    : new EmeSegments(key, tweak, encoding(options.encoding()));
            return new SegmentScheme(new SegmentNames(segments, options.directoryNames() == DirectoryNames.ENCRYPTED));
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(tweak, (byte) 0);
        }
    }

    private static TextEncoding encoding(CryptOptions.Encoding encoding) {
        return switch (encoding) {
            case BASE32 -> SmallBase.BASE32;
            case BASE64 -> SmallBase.BASE64;
            case BASE32768 -> Base32768.INSTANCE;
        };
    }

    /**
     * Returns the key under which a file, or a directory's marker, is stored.
     *
     * @throws InvalidNameException for the rare name that rclone's scheme cannot keep, or that is no name
     */
    public String storedPath(String plainPath) {
        if (plainPath.isEmpty()) {
            throw new InvalidNameException("an empty name");
        }
        requireKeys();
        String stored = scheme.stored(plainPath);
        requireKeys();
        return stored;
    }

    /**
     * Returns the path that is stored under a key.
     *
     * @throws CryptException.NotEncryptedName when the key never was that of an encrypted file
     * @throws CryptException.BadName when it looks like one, but is damaged or was made with another password
     */
    public String plainPath(String storedPath) throws CryptException {
        if (storedPath.isEmpty()) {
            throw new CryptException.NotEncryptedName("an empty name");
        }
        requireKeys();
        try {
            String plain = scheme.plain(storedPath);
            requireKeys();
            return plain;
        } catch (UndecodableNameException e) {
            throw e.kind() == Kind.FOREIGN
                    ? new CryptException.NotEncryptedName(e.reason())
                    : new CryptException.BadName(e.reason());
        }
    }

    /**
     * Returns what the keys of all files below a directory begin with.
     *
     * @param plainDirectory empty, or ending in a slash
     */
    public String storedDirectory(String plainDirectory) {
        if (!plainDirectory.isEmpty() && !plainDirectory.endsWith("/")) {
            throw new IllegalArgumentException("plainDirectory does not end in a slash");
        }
        requireKeys();
        String stored = scheme.storedDirectory(plainDirectory);
        requireKeys();
        return stored;
    }

    private void requireKeys() {
        if (destroyed) {
            throw ClosedCipher.exception();
        }
    }

    /** Wipes the keys. What is being encrypted meanwhile ends with an exception. */
    @Override
    public void destroy() {
        destroyed = true;
        scheme.destroy();
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /** Does the same as {@link #destroy}. */
    @Override
    public void close() {
        destroy();
    }
}
