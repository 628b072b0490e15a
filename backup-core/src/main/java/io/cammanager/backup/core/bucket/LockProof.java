package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.bucket.InitReport.State;
import io.cammanager.backup.core.bucket.InitReport.Step;
import io.cammanager.backup.core.store.LockProbe;

/** Proves that a bucket locks what is stored in it, by trying to delete it. */
final class LockProof {
    private final BucketContext context;
    private final ObjectKey key;

    LockProof(BucketContext context) {
        this.context = context;
        this.key = new ObjectKey(context.prefix() + LockProbe.CANARY);
    }

    Step prove() {
        LockProbe.Trial trial = new LockProbe(context.store(), context.admin(), context.clock())
                .probe(key, LockProbe.Lock.OF_THE_BUCKET);
        return switch (trial.outcome()) {
            case NOT_LOCKED ->
                failed("a new object, " + key + ", is not locked: the store keeps the setting and does not follow it;"
                        + " do not count on the lock");
            case DELETED ->
                failed("the store deleted " + key + ", which was locked until " + trial.until()
                        + ": do not count on the lock");
            case PROVES_NOTHING ->
                failed("the store refused to delete " + key + ", but it lets this key delete no version at all, so that"
                        + " this proves nothing of the lock: run it with a key that may");
            case REFUSED ->
                new Step(
                        "proof",
                        State.DONE,
                        "to delete " + key + ", locked until " + trial.until() + ", was tried and refused: "
                                + (trial.refusal().isEmpty() ? "without a word" : trial.refusal()));
        };
    }

    private static Step failed(String text) {
        return new Step("proof", State.FAILED, text);
    }
}
