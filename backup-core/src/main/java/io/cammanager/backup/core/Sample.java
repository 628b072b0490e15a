package io.cammanager.backup.core;

import org.jspecify.annotations.Nullable;

/**
 * Which of the recordings that are meant a verification looks at. What is drawn depends on the seed and on what there is to
 * draw from, and on nothing else: the same seed draws the same again.
 */
public sealed interface Sample {
    /** The most recordings that a sample may ask for by number; they are held in memory. */
    int MAX_COUNT = 1_000_000;

    /** Every one of them. */
    Sample EVERYTHING = new Everything();

    /** Returns what the sample is drawn by, or null where nothing is drawn. */
    @Nullable Long seedOrNull();

    /** Every one of them. */
    record Everything() implements Sample {
        @Override
        public @Nullable Long seedOrNull() {
            return null;
        }
    }

    /**
     * So many of those that were confirmed, or all when there are fewer.
     *
     * @param count 1 to {@link #MAX_COUNT}
     */
    record Count(int count, long seed) implements Sample {
        private static final int DRILL = 100;

        /** Returns what a restore drill draws unless told otherwise. */
        public static Count ofDrill(long seed) {
            return new Count(DRILL, seed);
        }

        public Count {
            if (count < 1 || count > MAX_COUNT) {
                throw new IllegalArgumentException("count (" + count + ") must be 1 to " + MAX_COUNT);
            }
        }

        @Override
        public Long seedOrNull() {
            return seed;
        }
    }

    /**
     * Each with this chance.
     *
     * @param percent more than 0, and 100 at most
     */
    record Percent(double percent, long seed) implements Sample {
        public Percent {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("percent (" + percent + ") must be more than 0 and at most 100");
            }
        }

        @Override
        public Long seedOrNull() {
            return seed;
        }
    }

    /**
     * Those whose content was read the longest ago, as many as it takes for runs like this one to read everything within so
     * many days, and some more at random. A run that comes days after the last of its kind takes the share of those days.
     *
     * @param days 1 to 3650
     * @param extra drawn from all, 0 to {@link #MAX_COUNT}
     */
    record Rotation(int days, int extra, long seed) implements Sample {
        private static final int DAYS = 90;
        /** Finds, with a chance of 95 in 100, that one in a hundred recordings is damaged. */
        private static final int EXTRA = 300;

        /** Returns the one for runs of every day. */
        public static Rotation daily(long seed) {
            return new Rotation(DAYS, EXTRA, seed);
        }

        public Rotation {
            if (days < 1 || days > 3650) {
                throw new IllegalArgumentException("days (" + days + ") must be 1 to 3650");
            }
            if (extra < 0 || extra > MAX_COUNT) {
                throw new IllegalArgumentException("extra (" + extra + ") must be 0 to " + MAX_COUNT);
            }
        }

        @Override
        public Long seedOrNull() {
            return seed;
        }
    }
}
