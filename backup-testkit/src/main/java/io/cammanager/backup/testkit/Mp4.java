package io.cammanager.backup.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The smallest MP4 file that players take for one: file type, movie header with the duration, and a block of media data that holds
 * random bytes. There is no track in it, so it has a length but no picture.
 */
final class Mp4 {
    private static final int FILE_TYPE_SIZE = 24;
    private static final int MOVIE_HEADER_SIZE = 108;
    private static final int BOX_HEADER_SIZE = 8;
    private static final int LARGE_BOX_HEADER_SIZE = 16;

    /** The size of a file without any media data. */
    static final int MIN_SIZE = FILE_TYPE_SIZE + BOX_HEADER_SIZE + MOVIE_HEADER_SIZE + BOX_HEADER_SIZE;

    private static final int TIMESCALE = 1000;
    private static final long SECONDS_FROM_1904_TO_1970 = 2_082_844_800L;
    private static final int NORMAL_RATE = 0x10000;
    private static final short FULL_VOLUME = 0x100;
    /** Three rows of fixed-point numbers, of which the last of each has its point elsewhere. */
    private static final int[] IDENTITY_MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private static final int CHUNK = 64 * 1024;

    private Mp4() {}

    /** Writes a file of exactly this size. */
    static void write(OutputStream out, Instant start, Duration duration, long size, SplittableRandom random)
            throws IOException {
        out.write(fileType());
        out.write(movie(start, duration));
        long mediaData = size - FILE_TYPE_SIZE - BOX_HEADER_SIZE - MOVIE_HEADER_SIZE;
        byte[] header = mediaDataHeader(mediaData);
        out.write(header);
        fill(out, mediaData - header.length, random);
    }

    private static byte[] fileType() {
        return box(FILE_TYPE_SIZE, "ftyp")
                .put(ascii("isom"))
                .putInt(0x200)
                .put(ascii("isom"))
                .put(ascii("mp41"))
                .array();
    }

    private static byte[] movie(Instant start, Duration duration) {
        int time = (int) (start.getEpochSecond() + SECONDS_FROM_1904_TO_1970); // unsigned: good until 2040
        byte[] bytes = new byte[BOX_HEADER_SIZE + MOVIE_HEADER_SIZE];
        ByteBuffer movie = ByteBuffer.wrap(bytes);
        movie.putInt(bytes.length).put(ascii("moov"));
        movie.putInt(MOVIE_HEADER_SIZE)
                .put(ascii("mvhd"))
                .putInt(0) // version and flags
                .putInt(time)
                .putInt(time)
                .putInt(TIMESCALE)
                .putInt(Math.toIntExact(duration.toMillis()))
                .putInt(NORMAL_RATE)
                .putShort(FULL_VOLUME)
                .putShort((short) 0)
                .putLong(0);
        for (int number : IDENTITY_MATRIX) {
            movie.putInt(number);
        }
        int nextTrack = 1;
        movie.putInt(bytes.length - Integer.BYTES, nextTrack); // behind six words of nothing
        return bytes;
    }

    private static byte[] mediaDataHeader(long size) {
        if (size <= Integer.MAX_VALUE) {
            return box(BOX_HEADER_SIZE, "mdat").putInt(0, (int) size).array();
        }
        int sizeFollows = 1;
        return box(LARGE_BOX_HEADER_SIZE, "mdat")
                .putInt(0, sizeFollows)
                .putLong(size)
                .array();
    }

    private static void fill(OutputStream out, long size, SplittableRandom random) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long left = size; left > 0; left -= CHUNK) {
            random.nextBytes(chunk);
            out.write(chunk, 0, (int) Math.min(CHUNK, left));
        }
    }

    private static ByteBuffer box(int size, String type) {
        return ByteBuffer.allocate(size).putInt(size).put(ascii(type));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
