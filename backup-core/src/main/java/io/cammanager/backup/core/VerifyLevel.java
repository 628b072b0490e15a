package io.cammanager.backup.core;

import java.util.Locale;

/** How deep a verification looks. Each level finds what the one before it finds. */
public enum VerifyLevel {
    /** Catalog against listing: missing objects, other sizes or ETags. Reads no content. */
    LIST,
    /** A HEAD of each object: lost metadata, replaced objects. Reads no content. */
    HEAD,
    /** Every byte downloaded and hashed. */
    DATA,
    /**
     * A rehearsal of the day it matters: one whole hour of a camera and some recordings at random are restored to a scratch
     * directory, compared with the catalog and the source, and looked into.
     */
    DRILL;

    /** Returns the name of the count that a {@link RunRecord} has of what was looked at as deep as this. */
    public String countName() {
        return "checked_" + name().toLowerCase(Locale.ROOT);
    }

    /** Says whether the content of what it looks at is read. */
    public boolean readsContent() {
        return this == DATA || this == DRILL;
    }
}
