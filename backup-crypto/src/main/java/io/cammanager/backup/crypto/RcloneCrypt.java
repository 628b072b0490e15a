package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.Format;
import java.util.Arrays;

/**
 * One rclone crypt remote: how names and bytes are kept, under the keys of one password. Thread-safe. Start here.
 *
 * <pre>{@code
 * try (CryptKeys keys = CryptKeys.derive(password, password2);
 *         RcloneCrypt crypt = RcloneCrypt.open(keys, CryptOptions.defaults())) {
 *     String stored = crypt.names().storedPath("front/2026-02-03_04-05-06.mp4");
 *     InputStream plain = crypt.content().decrypt(object);
 * }
 * }</pre>
 */
public final class RcloneCrypt implements AutoCloseable {
    /** Bytes before the first block of an encrypted file. */
    public static final int HEADER_BYTES = Format.HEADER;

    /** Bytes of a whole block of an encrypted file. */
    public static final int STORED_BLOCK_BYTES = Format.BLOCK_STORED;

    private final NameCipher names;
    private final ContentCipher content;
    private final CryptOptions options;
    private final String folder;

    private RcloneCrypt(NameCipher names, ContentCipher content, CryptOptions options, String folder) {
        this.folder = folder;
        this.names = names;
        this.content = content;
        this.options = options;
    }

    /** Opens the remote; it keeps copies of the keys until it is closed. */
    public static RcloneCrypt open(CryptKeys keys, CryptOptions options) {
        byte[] dataKey = keys.dataKey();
        try {
            return new RcloneCrypt(NameCipher.of(keys, options), ContentCipher.of(dataKey), options, "");
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Returns a folder of this remote as one of its own, so that the paths in it are those that rclone shows for
     * {@code remote:folder}. It has the same keys: closing either wipes them.
     *
     * @param plainFolder empty, or ending in a slash
     * @throws InvalidNameException when a folder cannot be called like that
     */
    public RcloneCrypt at(String plainFolder) {
        String below = folder + plainFolder;
        String unused = names.storedDirectory(below); // now, so that it cannot fail later
        return new RcloneCrypt(names, content, options, below);
    }

    /** Returns what the keys of all files of this remote begin with, below the root of the remote that is wrapped. */
    public String storedFolder() {
        return names.storedDirectory(folder);
    }

    /**
     * Returns what binds a recording's path, nonce, size and content, as {@link ContentCipher#tag} does: the same whichever
     * folder it is read through.
     *
     * @param plainPath below this folder
     */
    public String tag(String plainPath, Nonce nonce, long plainSize, byte[] plainSha256) {
        return content.tag(folder + plainPath, nonce, plainSize, plainSha256);
    }

    public NameCipher names() {
        return names;
    }

    public ContentCipher content() {
        return content;
    }

    /** Says whether bytes are encrypted; names may be, all the same. */
    public boolean encryptsContent() {
        return options.dataEncryption() == CryptOptions.DataEncryption.ON;
    }

    /** Says what reading a damaged block does. */
    public CryptOptions.BadBlocks badBlocks() {
        return options.badBlocks();
    }

    /** Says what listing a name that cannot be decrypted does. */
    public CryptOptions.ForeignNames foreignNames() {
        return options.foreignNames();
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        names.close();
        content.close();
    }
}
