package io.cammanager.backup.core.settings;

/**
 * Where a value comes from.
 *
 * @param name the flag, the variable, or the path of the file; empty for a default
 */
public record Origin(Kind kind, String name) {
    /** The kinds of places, the one that counts most first. */
    public enum Kind {
        FLAG,
        ENVIRONMENT,
        FILE,
        DEFAULT
    }

    static final Origin OF_DEFAULT = new Origin(Kind.DEFAULT, "");

    /** Returns the place in words. */
    public String text() {
        return switch (kind) {
            case FLAG -> "flag " + name;
            case ENVIRONMENT -> "environment";
            case FILE -> "file " + name;
            case DEFAULT -> "default";
        };
    }
}
