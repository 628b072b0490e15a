package io.cammanager.backup.core.store;

/** What a bucket does with an object that is overwritten or deleted. */
public enum Versioning {
    /** It is gone. */
    OFF,
    /** It stays as an older version. */
    ENABLED,
    /** It is gone, unless it was stored while versions were kept. */
    SUSPENDED
}
