package io.cammanager.backup.daemon.control;

import io.cammanager.backup.core.RunRecord;

/** What the daemon does, one job at a time. Of what is due at once, the first of these comes first. */
public enum JobKind {
    SYNC(RunRecord.Kind.SYNC),
    /** The listing against what was confirmed, unless another level is asked for. */
    VERIFY(RunRecord.Kind.VERIFY),
    /** Reads back what was read the longest ago. */
    ROTATE(RunRecord.Kind.VERIFY),
    /** Rehearses a restore. */
    DRILL(RunRecord.Kind.DRILL),
    /** Deletes here what the bucket proves. */
    PRUNE(RunRecord.Kind.PRUNE),
    /** Deletes from the bucket what is too old; after what looks for damage, and before what may take days. */
    RETENTION(RunRecord.Kind.RETENTION),
    /** Copies the bucket to another one. */
    MIRROR(RunRecord.Kind.MIRROR);

    private final RunRecord.Kind run;

    JobKind(RunRecord.Kind run) {
        this.run = run;
    }

    /** Returns as what the state remembers it. */
    public RunRecord.Kind run() {
        return run;
    }
}
