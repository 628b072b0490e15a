package io.cammanager.backup.core;

/** How what was confirmed and what is in the bucket compare, by the signs that rclone's {@code check --combined} has for it. */
public enum Comparison {
    SAME('='),
    /** Confirmed, but not in the bucket. */
    ONLY_CONFIRMED('+'),
    /** In the bucket, but nothing here ever confirmed it. */
    ONLY_IN_BUCKET('-'),
    DIFFERS('*'),
    /** Could not be looked at. */
    FAILED('!');

    private final char sign;

    Comparison(char sign) {
        this.sign = sign;
    }

    public char sign() {
        return sign;
    }

    /** Returns the comparison that a look at a confirmed recording had as its result. */
    public static Comparison of(VerifyResult result) {
        return switch (result) {
            case OK, UNPROVEN, COLD -> SAME;
            case MISSING -> ONLY_CONFIRMED;
            case DIFFERS -> DIFFERS;
            case FAILED -> FAILED;
        };
    }
}
