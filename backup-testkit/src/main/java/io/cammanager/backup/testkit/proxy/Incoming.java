package io.cammanager.backup.testkit.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The body of a message while it arrives, with what frames it. */
abstract class Incoming {
    /** What is not known yet. */
    static final long UNKNOWN = -1;

    private static final int PIECE = 8 * 1024;

    /** Bytes that came together. */
    static final class Piece {
        private final byte[] bytes;
        private final boolean payload;
        private final boolean last;

        /** Makes a piece; {@code payload} is false for what only frames, {@code last} says that nothing follows. */
        Piece(byte[] bytes, boolean payload, boolean last) {
            this.bytes = bytes;
            this.payload = payload;
            this.last = last;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean payload() {
            return payload;
        }

        boolean last() {
            return last;
        }
    }

    /** Returns the next piece, or null at the end. */
    abstract @Nullable Piece next() throws IOException;

    abstract long length();

    static Incoming ofRequest(Head head, InputStream in) {
        return of(head, in, false);
    }

    static Incoming ofResponse(Head head, InputStream in, String method) {
        int status = head.status();
        boolean none = method.equals("HEAD") || status == 204 || status == 304 || status < 200;
        return none ? new Fixed(in, 0) : of(head, in, true);
    }

    private static Incoming of(Head head, InputStream in, boolean mayEndWithConnection) {
        if (head.says("Transfer-Encoding", "chunked")) {
            return new Chunked(in);
        }
        String length = head.value("Content-Length");
        if (length != null) {
            return new Fixed(in, Long.parseLong(length));
        }
        return mayEndWithConnection ? new UntilClosed(in) : new Fixed(in, 0);
    }

    /** Reads the payload of all that is left. */
    byte[] readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Piece piece = next(); piece != null; piece = next()) {
            if (piece.payload()) {
                all.writeBytes(piece.bytes());
            }
        }
        return all.toByteArray();
    }

    private static byte[] readSome(InputStream in, long most) throws IOException {
        byte[] buffer = new byte[(int) Math.min(PIECE, most)];
        int count = in.read(buffer);
        return count < 0 ? new byte[0] : Arrays.copyOf(buffer, count);
    }

    /** A body of a length that was announced. */
    static final class Fixed extends Incoming {
        private final InputStream in;
        private final long length;
        private long left;

        Fixed(InputStream in, long length) {
            this.in = in;
            this.length = length;
            this.left = length;
        }

        @Override
        @Nullable Piece next() throws IOException {
            if (left == 0) {
                return null;
            }
            byte[] bytes = readSome(in, left);
            if (bytes.length == 0) {
                throw new EOFException("a body ended " + left + " bytes early");
            }
            left -= bytes.length;
            return new Piece(bytes, true, left == 0);
        }

        @Override
        long length() {
            return length;
        }
    }

    /** A body that ends with the connection. */
    private static final class UntilClosed extends Incoming {
        private final InputStream in;

        UntilClosed(InputStream in) {
            this.in = in;
        }

        @Override
        @Nullable Piece next() throws IOException {
            byte[] bytes = readSome(in, PIECE);
            return bytes.length == 0 ? null : new Piece(bytes, true, false);
        }

        @Override
        long length() {
            return UNKNOWN;
        }
    }

    /** A body in chunks, whose framing goes on as it came. */
    private static final class Chunked extends Incoming {
        private final InputStream in;
        private long left;
        private boolean first = true;
        private boolean ended;

        Chunked(InputStream in) {
            this.in = in;
        }

        @Override
        @Nullable Piece next() throws IOException {
            if (ended) {
                return null;
            }
            if (left > 0) {
                byte[] bytes = readSome(in, left);
                if (bytes.length == 0) {
                    throw new EOFException("a chunk ended " + left + " bytes early");
                }
                left -= bytes.length;
                return new Piece(bytes, true, false);
            }
            return framing();
        }

        private Piece framing() throws IOException {
            ByteArrayOutputStream framing = new ByteArrayOutputStream();
            if (!first) {
                line(framing);
            }
            first = false;
            String size = line(framing);
            int end = size.indexOf(';');
            left = Long.parseLong((end < 0 ? size : size.substring(0, end)).strip(), 16);
            if (left == 0) {
                while (!line(framing).isEmpty()) {
                    // trailers
                }
                ended = true;
            }
            return new Piece(framing.toByteArray(), false, ended);
        }

        private String line(ByteArrayOutputStream framing) throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                int b = in.read();
                if (b < 0) {
                    throw new EOFException("the framing of a chunk broke off");
                }
                framing.write(b);
                if (b == '\n') {
                    return line.toString().strip();
                }
                line.append((char) b);
            }
        }

        @Override
        long length() {
            return UNKNOWN;
        }
    }
}
