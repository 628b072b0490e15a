package io.cammanager.backup.core.engine;

/** What planning a unit counted beside the rows of the plan. Belongs to one thread at a time. */
final class PlanCounts {
    /** Files met, left out ones too: whether the source is empty. */
    long files;

    /** Bytes of files that are meant. */
    long bytes;

    /** Files that are in the bucket as they are here. */
    long kept;

    /** Files that were confirmed before, as they are here now or otherwise. */
    long confirmed;

    /** Files that were confirmed before and have another size or time now. */
    long changed;

    void add(PlanCounts other) {
        files += other.files;
        bytes += other.bytes;
        kept += other.kept;
        confirmed += other.confirmed;
        changed += other.changed;
    }
}
