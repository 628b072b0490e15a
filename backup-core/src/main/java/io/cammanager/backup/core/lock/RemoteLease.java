package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.lock.LeaseContext.Moment;
import io.cammanager.backup.core.lock.LeaseObject.Seen;
import io.cammanager.backup.core.lock.LeaseRecord.State;
import io.cammanager.backup.core.store.PutRequest.Condition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A lease that conditional writes keep. It is never deleted, so that its epoch only rises. */
final class RemoteLease extends KeptLease {
    private final LeaseObject object;
    private final LeaseRecord taken;
    /** The write that is there, and those since that may still arrive. */
    private final Map<UUID, Moment> sent = new HashMap<>();

    private String etag = "";
    private @Nullable UUID standing;

    /** Makes a lease that is still to be written. */
    RemoteLease(LeaseContext context, LeaseObject object, LeaseRecord taken) {
        super(context);
        this.object = object;
        this.taken = taken;
    }

    /** Writes the lease for the first time and says whether it is ours now. */
    boolean write(Condition condition) {
        return settle(taken, condition).isEmpty();
    }

    /** Writes, and returns what stands there instead of a write of ours; empty when one of ours does. */
    private Optional<String> settle(LeaseRecord record, Condition condition) {
        sent.put(record.nonce(), context.now());
        Optional<Seen> there = object.write(record, condition);
        if (there.isEmpty()) {
            return Optional.of("nobody knows who: it is gone");
        }
        Seen seen = there.get();
        Moment moment = sent.get(seen.record().nonce());
        if (moment == null) {
            return Optional.of(seen.record().words());
        }
        etag = seen.etag();
        standing = seen.record().nonce();
        renewed(moment);
        sent.keySet().retainAll(Set.of(standing));
        return Optional.empty();
    }

    @Override
    void renewOnce() {
        settle(taken.with(context.nonce(), State.HELD), Condition.ifMatch(etag)).ifPresent(this::lose);
    }

    @Override
    void releaseOnce() {
        LeaseRecord end = taken.with(context.nonce(), State.RELEASED);
        boolean ours = settle(end, Condition.ifMatch(etag)).isEmpty();
        if (ours && !end.nonce().equals(standing)) { // a renewal that was given up had arrived
            Optional<String> unused = settle(taken.with(context.nonce(), State.RELEASED), Condition.ifMatch(etag));
        }
    }

    @Override
    public long epoch() {
        return taken.epoch();
    }
}
