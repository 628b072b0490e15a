package io.cammanager.backup.testkit.proxy;

/**
 * A place in a body. Where the body is empty, what would end or hold it takes effect in front of the head instead.
 *
 * @param from what {@code offset} counts from
 * @param offset bytes, at least 0
 */
public record Position(From from, long offset) {
    /** Where an offset begins. */
    public enum From {
        /** In front of the first byte of the head: the offset does not matter. */
        HEAD,
        START,
        MIDDLE,
        END
    }

    public static final Position BEFORE_HEAD = new Position(From.HEAD, 0);
    public static final Position MIDDLE = new Position(From.MIDDLE, 0);
    /** The last byte, or in front of it. */
    public static final Position LAST = new Position(From.END, 1);

    public Position {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative, but is " + offset);
        }
    }

    /** Returns the place with so many bytes of the body in front of it. */
    public static Position at(long offset) {
        return new Position(From.START, offset);
    }

    /** Returns the offset in a body of this length, in front of its head where it is below 0. */
    long in(long length) {
        if (length == 0) {
            return -1;
        }
        return switch (from) {
            case HEAD -> -1;
            case START -> offset;
            case MIDDLE -> length / 2 + offset;
            case END -> Math.max(0, length - offset);
        };
    }
}
