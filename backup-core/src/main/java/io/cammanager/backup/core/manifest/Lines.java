package io.cammanager.backup.core.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of text, none longer than a line of ours can be: what is unpacked may be meant to fill the memory. */
final class Lines {
    /** Above six times the longest key there is, each byte of it escaped. */
    private static final int MAX_BYTES = 16_384;

    private final InputStream stream;

    /**
     * Reads a stream.
     *
     * @param stream read byte by byte
     */
    Lines(InputStream stream) {
        this.stream = stream;
    }

    /** Returns the next line, or null behind the last one. */
    @Nullable String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = stream.read(); b != '\n'; b = stream.read()) {
            if (b < 0) {
                return line.size() == 0 ? null : line.toString(UTF_8);
            }
            if (line.size() == MAX_BYTES) {
                throw new IllegalArgumentException("a line is longer than " + MAX_BYTES + " bytes");
            }
            line.write(b);
        }
        return line.toString(UTF_8);
    }
}
