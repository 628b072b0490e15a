package io.cammanager.backup.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes recordings as the recorder writes them: MP4 files {@code camera-01/YYYY-MM-DD_HH-MM-SS.mp4}, one behind the other,
 * each with its duration in the movie header, random media data, and the end of the recording as its modification time. The
 * same settings make the same bytes, on any file system.
 */
public final class RecordingsGenerator {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss", Locale.ROOT);

    private final Builder options;

    private RecordingsGenerator(Builder options) {
        this.options = options.copy();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Writes the recordings below a directory, which is created when missing. Files of the same names are replaced.
     *
     * @return what was written: camera by camera, the oldest first
     */
    @CanIgnoreReturnValue
    public List<Recording> generate(Path directory) throws IOException {
        ImmutableList.Builder<Recording> recordings = ImmutableList.builder();
        SplittableRandom random = new SplittableRandom(options.seed);
        for (int camera = 1; camera <= options.cameras; camera++) {
            String name = String.format(Locale.ROOT, "camera-%02d", camera);
            Files.createDirectories(directory.resolve(name));
            for (int day = 0; day < options.days; day++) {
                LocalDateTime start = options.firstDay.plusDays(day).atStartOfDay();
                for (int segment = 0; segment < options.segmentsPerDay; segment++) {
                    // Each file has a stream of its own, so that its size does not change the bytes of the next one.
                    recordings.add(write(directory, name, start, random.split()));
                    start = start.plus(options.segment);
                }
            }
        }
        return recordings.build();
    }

    private Recording write(Path directory, String camera, LocalDateTime localStart, SplittableRandom random)
            throws IOException {
        String name = camera + "/" + NAME.format(localStart) + ".mp4";
        Path file = directory.resolve(name);
        Instant start = localStart.atZone(options.zone).toInstant();
        Instant end = start.plus(options.segment);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                HashingOutputStream hashing = new HashingOutputStream(Hashing.sha256(), out)) {
            Mp4.write(hashing, start, options.segment, options.sizeBytes, random);
            hashing.flush();
            Files.setLastModifiedTime(file, FileTime.from(end));
            return new Recording(file, name, options.sizeBytes, end, hashing.hash());
        }
    }

    /** How many recordings there are to be, and of what kind. */
    public static final class Builder {
        private int cameras = 1;
        private int days = 1;
        private int segmentsPerDay = 1;
        private Duration segment = Duration.ofMinutes(1);
        private long sizeBytes = 64 * 1024;
        private long seed = 1;
        private LocalDate firstDay = LocalDate.of(2026, 3, 2);
        private ZoneId zone = ZoneOffset.UTC;

        private Builder() {}

        @CanIgnoreReturnValue
        public Builder cameras(int value) {
            cameras = positive("cameras", value);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder days(int value) {
            days = positive("days", value);
            return this;
        }

        /** Sets how many recordings each camera makes a day, one behind the other from midnight on. */
        @CanIgnoreReturnValue
        public Builder segmentsPerDay(int value) {
            segmentsPerDay = positive("segmentsPerDay", value);
            return this;
        }

        /** Sets how long each recording is: one minute by default. */
        @CanIgnoreReturnValue
        public Builder segment(Duration value) {
            positive("segment in seconds", value.toSeconds());
            segment = value;
            return this;
        }

        /** Sets the exact size of each file, which must have room for the headers of an MP4 file. */
        @CanIgnoreReturnValue
        public Builder sizeBytes(long value) {
            if (value < Mp4.MIN_SIZE) {
                throw new IllegalArgumentException("sizeBytes must be at least " + Mp4.MIN_SIZE + ", not " + value);
            }
            sizeBytes = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder firstDay(LocalDate value) {
            firstDay = value;
            return this;
        }

        /** Sets the zone of the recorder, in whose time the files are named: UTC by default. */
        @CanIgnoreReturnValue
        public Builder zone(ZoneId value) {
            zone = value;
            return this;
        }

        public RecordingsGenerator build() {
            Duration recorded = segment.multipliedBy(segmentsPerDay);
            if (recorded.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("segmentsPerDay recordings must fit in a day, not " + recorded);
            }
            return new RecordingsGenerator(this);
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.cameras = cameras;
            copy.days = days;
            copy.segmentsPerDay = segmentsPerDay;
            copy.segment = segment;
            copy.sizeBytes = sizeBytes;
            copy.seed = seed;
            copy.firstDay = firstDay;
            copy.zone = zone;
            return copy;
        }

        @CanIgnoreReturnValue
        private static <N extends Number> N positive(String name, N value) {
            if (value.longValue() < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + value);
            }
            return value;
        }
    }
}
