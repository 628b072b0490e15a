package io.cammanager.backup.core;

/** How deep a verification looks. Each level finds what the one before it finds. */
public enum VerifyLevel {
    /** Catalog against listing: missing objects, other sizes or ETags. Reads no data. */
    LIST,
    /** A HEAD of each object: lost metadata, replaced objects. Reads no data. */
    HEAD,
    /** Every byte downloaded and hashed. */
    DATA
}
