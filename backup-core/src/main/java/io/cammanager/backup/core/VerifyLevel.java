package io.cammanager.backup.core;

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

    /** Says whether the content of what it looks at is read. */
    public boolean readsContent() {
        return this == DATA || this == DRILL;
    }
}
