package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LockProbe;
import io.cammanager.backup.core.store.LockProbe.Lock;
import io.cammanager.backup.core.store.LockProbe.Trial;
import io.cammanager.backup.core.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the lock of a bucket holds, tried on one object, and whether this key could lift it. */
final class LockCheck implements Check {
    static final String NAME = "lock proof";

    private final DoctorContext context;
    private final BucketAdmin admin;
    private final ObjectKey key;

    LockCheck(DoctorContext context) {
        this.context = context;
        this.admin = context.remote().admin();
        this.key = new ObjectKey(context.remote().prefix() + LockProbe.CANARY);
    }

    @Override
    public List<Finding> look() {
        Optional<BucketLock> lock = lock();
        if (lock.isEmpty()) {
            return List.of();
        }
        Trial trial = new LockProbe(context.remote().store(), admin, context.clock())
                .probe(key, lock.get().byDefault() == null ? Lock.OF_ITS_OWN : Lock.OF_THE_BUCKET);
        List<Finding> findings = new ArrayList<>();
        findings.add(told(trial));
        if (trial.outcome() == LockProbe.Outcome.REFUSED) {
            findings.add(lift(trial));
        }
        return findings;
    }

    /** That it cannot be asked was told where it was asked first. */
    private Optional<BucketLock> lock() {
        try {
            return admin.lock();
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private Finding told(Trial trial) {
        return switch (trial.outcome()) {
            case REFUSED ->
                Finding.ok(NAME, "it holds: to delete an object locked until " + trial.until() + " was refused");
            case PROVES_NOTHING ->
                Finding.unknown(
                        NAME,
                        "an object is locked until " + trial.until()
                                + ", but this key deletes no versions anyway, so that the lock was not put to the proof");
            case NOT_LOCKED ->
                broken("a new object, " + key + ", got no lock: the store keeps the setting and does not follow it");
            case DELETED -> broken("the store deleted " + key + ", which was locked until " + trial.until());
        };
    }

    private static Finding broken(String found) {
        return Finding.fail(
                NAME, ExitCode.MISMATCH, found, "do not count on the lock; tell its maker, or take another store");
    }

    /** Takes the object away again, if it can: then so can who steals the key, and with it every recording. */
    private Finding lift(Trial trial) {
        String name = "lifts locks";
        try {
            admin.deleteLocked(key, trial.version());
        } catch (StoreException e) {
            if (!e.kind().isRefusalToDelete()) {
                throw e;
            }
            return Finding.ok(name, "this key cannot; " + key + " stays until its lock ends, " + trial.until());
        }
        return Finding.warn(
                name,
                "this key can: who steals it from the recorder can delete what is locked",
                "give the recorder a key without s3:BypassGovernanceRetention; bucket init prints its rights");
    }
}
