package io.cammanager.backup.crypto.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Standard names: padded, encrypted as one wide block, written as text. */
public final class EmeSegments implements SegmentCipher {
    private final Eme eme;
    private final TextEncoding encoding;

    public EmeSegments(byte[] nameKey, byte[] nameTweak, TextEncoding encoding) {
        this.eme = new Eme(nameKey, nameTweak);
        this.encoding = encoding;
    }

    @Override
    public byte[] encrypt(byte[] name) {
        if (name.length == 0) {
            return name;
        }
        byte[] block = Pkcs7.pad(name);
        eme.encrypt(block);
        return encoding.encode(block).getBytes(UTF_8);
    }

    @Override
    public byte[] decrypt(byte[] stored) throws UndecodableNameException {
        if (stored.length == 0) {
            return stored;
        }
        String text = new String(stored, UTF_8);
        byte[] block = encoding.decode(text);
        if (block.length == 0 || block.length % Eme.BLOCK != 0 || block.length > Eme.MAX_BYTES) {
            throw UndecodableNameException.foreign("not the length of an encrypted name");
        }
        // Decoders are lenient: without this two stored names would be one file.
        if (!encoding.encode(block).equals(text)) {
            throw UndecodableNameException.damaged("not written as an encrypted name is");
        }
        eme.decrypt(block);
        return Pkcs7.unpad(block);
    }

    @Override
    public void destroy() {
        eme.destroy();
    }
}
