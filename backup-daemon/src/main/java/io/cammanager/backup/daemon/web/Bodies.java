package io.cammanager.backup.daemon.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads the bodies of requests, which are short. */
final class Bodies {
    /** How much of what nobody wants is read nevertheless, so that the client hears why. */
    private static final int DROPPED_BYTES = 1 << 20;

    private Bodies() {}

    /**
     * Reads a whole body as text.
     *
     * @throws Refusal.Thrown when it is longer than that, or no UTF-8
     */
    static String text(InputStream body, int maxBytes) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            drop(body);
            throw new Refusal.Thrown(413, "the body is longer than " + maxBytes + " bytes");
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal.Thrown(400, "the body is not UTF-8");
        }
    }

    static void drop(InputStream body) throws IOException {
        byte[] buffer = new byte[8192];
        int left = DROPPED_BYTES;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = body.read(buffer, 0, Math.min(buffer.length, left));
            left -= read;
        }
    }
}
