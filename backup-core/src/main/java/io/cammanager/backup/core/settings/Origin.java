package io.cammanager.backup.core.settings;

/**
 * Where a value comes from.
 *
 * @param name the flag, the variable, the path of the file, or the remote in the rclone.conf; empty for a default
 */
public record Origin(Kind kind, String name) {
    /** The kinds of places, the one that counts most first. */
    public enum Kind {
        FLAG,
        ENVIRONMENT,
        FILE,
        /** A remote of an rclone.conf, or what rclone's own variables put over it. */
        REMOTE,
        DEFAULT
    }

    static final Origin OF_DEFAULT = new Origin(Kind.DEFAULT, "");

    /** Returns the place in words. */
    public String text() {
        return switch (kind) {
            case FLAG -> "flag " + name;
            case ENVIRONMENT -> "environment";
            case FILE -> "file " + name;
            case REMOTE -> "rclone.conf [" + name + "]";
            case DEFAULT -> "default";
        };
    }
}
