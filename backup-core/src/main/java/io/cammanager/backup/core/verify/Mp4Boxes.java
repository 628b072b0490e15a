package io.cammanager.backup.core.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cammanager.backup.core.Quoted;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The outermost boxes of an MP4 file, each a size and a type and what it holds (ISO/IEC 14496-12, section 4.2). Of a file that was
 * cut off, or has other bytes in it, they no longer add up. What is in them is not looked at.
 */
final class Mp4Boxes {
    private static final Set<String> NEEDED = Set.of("ftyp", "moov", "mdat");
    private static final int HEADER_BYTES = 8;
    private static final int LARGE_HEADER_BYTES = 16;
    private static final long TO_THE_END = 0;
    private static final long LARGE = 1;
    /** A fragment may be as short as a frame; more boxes than this are no recording. */
    private static final int MAX_BOXES = 1_000_000;

    private Mp4Boxes() {}

    /** Returns why the file is no whole MP4, or null when it is one. */
    static @Nullable String flaw(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return flaw(channel);
        }
    }

    private static @Nullable String flaw(FileChannel channel) throws IOException {
        long size = channel.size();
        Set<String> missing = new TreeSet<>(NEEDED);
        long at = 0;
        for (int boxes = 0; at < size; boxes++) {
            if (size - at < HEADER_BYTES || boxes == MAX_BOXES) {
                return "no box can begin at byte " + at + " of " + size;
            }
            Box box = read(channel, at, size);
            if (!box.fits(size - at)) {
                return "the box " + Quoted.of(box.type) + " at byte " + at + " of " + size + " has a length of "
                        + Long.toUnsignedString(box.length);
            }
            missing.remove(box.type);
            at += box.length;
        }
        return missing.isEmpty() ? null : "it has no box " + String.join(", ", missing);
    }

    private record Box(String type, long length, int headerBytes) {
        boolean fits(long left) {
            return length >= headerBytes && length <= left;
        }
    }

    private static Box read(FileChannel channel, long at, long size) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LARGE_HEADER_BYTES);
        while (header.hasRemaining() && at + header.position() < size) {
            if (channel.read(header, at + header.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        long length = Integer.toUnsignedLong(header.getInt(0));
        String type = new String(header.array(), Integer.BYTES, Integer.BYTES, ISO_8859_1);
        if (length == LARGE) {
            return new Box(type, header.getLong(HEADER_BYTES), LARGE_HEADER_BYTES);
        }
        return new Box(type, length == TO_THE_END ? size - at : length, HEADER_BYTES);
    }
}
