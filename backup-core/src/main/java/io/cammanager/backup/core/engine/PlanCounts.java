package io.cammanager.backup.core.engine;

/** What planning a unit counted beside the rows of the plan. Belongs to one thread at a time. */
final class PlanCounts {
    /** Files met, left out ones too: whether the source is empty. */
    long files;

    /** Bytes of files that are meant. */
    long bytes;

    /** Files that are in the bucket as they are here. */
    long kept;

    void add(PlanCounts other) {
        files += other.files;
        bytes += other.bytes;
        kept += other.kept;
    }
}
