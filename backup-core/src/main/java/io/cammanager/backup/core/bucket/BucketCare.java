package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.store.StoreProvider;

/**
 * Looks after one bucket: makes it, sets how long it keeps recordings, and holds those that are evidence. Needs a key with more
 * rights than a backup does. Nothing is asked of the store before a method is called.
 */
public final class BucketCare implements AutoCloseable {
    private final BucketContext context;
    private final StoreProvider stores;
    private final Runnable changed;

    /**
     * Makes the care.
     *
     * @param stores closed with it, after what the context was opened from
     * @param changed told when the bucket may do otherwise than before
     */
    public BucketCare(BucketContext context, StoreProvider stores, Runnable changed) {
        this.context = context;
        this.stores = stores;
        this.changed = changed;
    }

    /** Makes the bucket, or what an existing one lacks. */
    public InitReport init(InitWish wish) {
        try {
            return new BucketSetup(context, retention()).run(wish);
        } finally {
            changed.run();
        }
    }

    public Retention retention() {
        return new Retention(context);
    }

    public Holds holds() {
        return new Holds(context);
    }

    @Override
    public void close() {
        context.admin().close();
        context.store().close();
        stores.close();
    }
}
