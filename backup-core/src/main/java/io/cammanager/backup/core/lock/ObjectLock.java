package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.lock.LeaseContext.Moment;
import io.cammanager.backup.core.store.StoreException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock without conditional writes: an object of its own, whose key changes with each renewal. Once gone, it is not
 * written again: whoever has swept it away may have the lock by now.
 */
final class ObjectLock extends KeptLease {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectLock.class);

    private final LockObjects objects;
    /** What is to be deleted: writes of which it is not known whether they arrived, and what could not be deleted yet. */
    private final Set<ObjectKey> strays = new LinkedHashSet<>();

    private ObjectKey key;

    /** Writes the lock. */
    ObjectLock(LeaseContext context, LockObjects objects) {
        super(context);
        this.objects = objects;
        Moment sent = context.now();
        this.key = objects.newKey();
        objects.write(key);
        renewed(sent);
    }

    ObjectKey key() {
        return key;
    }

    @Override
    void renewOnce() {
        Moment sent = context.now();
        ObjectKey next = objects.newKey();
        strays.add(next);
        objects.write(next);
        if (!objects.isThere(key)) {
            sweep();
            lose("it had swept this one's lock away");
            return;
        }
        strays.remove(next);
        strays.add(key);
        key = next;
        renewed(sent);
        sweep();
    }

    private void sweep() {
        for (ObjectKey stray : Set.copyOf(strays)) {
            try {
                objects.delete(stray);
                strays.remove(stray);
            } catch (StoreException e) {
                LOG.debug("a lock could not be deleted", e); // the next time, or as one of the dead
            }
        }
    }

    @Override
    void releaseOnce() {
        strays.add(key);
        sweep();
    }

    /** Lets go of a lock that was never kept. */
    void stepBack() {
        releaseOnce();
    }

    @Override
    public long epoch() {
        return 0;
    }
}
