package io.cammanager.backup.testkit.proxy;

/**
 * At which of the requests that match a rule takes effect.
 *
 * @param first the first one, counted from 1
 * @param every from there on, each so-manieth one; at least 1
 * @param times how often at most; at least 1
 * @param probability above 0 and at most 1, for each of those left
 * @param seed of the dice
 */
public record Occasion(int first, int every, int times, double probability, long seed) {
    public Occasion {
        if (first < 1 || every < 1 || times < 1) {
            throw new IllegalArgumentException(
                    "first, every and times must be at least 1, not " + first + ", " + every + ", " + times);
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1, not " + probability);
        }
    }

    public static Occasion always() {
        return new Occasion(1, 1, Integer.MAX_VALUE, 1, 0);
    }

    /** Returns the n-th request that matches, and no other. */
    public static Occasion nth(int n) {
        return new Occasion(n, 1, 1, 1, 0);
    }

    /** Returns every k-th request that matches, the k-th being the first. */
    public static Occasion every(int k) {
        return new Occasion(k, k, Integer.MAX_VALUE, 1, 0);
    }

    /** Returns requests drawn by lot; the same seed draws the same ones where the order of the requests is the same. */
    public static Occasion withProbability(double probability, long seed) {
        return new Occasion(1, 1, Integer.MAX_VALUE, probability, seed);
    }

    /** Returns the n-th request that matches and all later ones. */
    public static Occasion from(int n) {
        return new Occasion(n, 1, Integer.MAX_VALUE, 1, 0);
    }

    public Occasion atMost(int newTimes) {
        return new Occasion(first, every, newTimes, probability, seed);
    }
}
