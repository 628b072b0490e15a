package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.store.StoreProvider;

/**
 * Looks after one bucket: makes it, sets how long it keeps recordings, and holds those that are evidence. Needs a key with more
 * rights than a backup does. Nothing is asked of the store before a method is called.
 */
public final class BucketCare implements AutoCloseable {
    private final BucketContext context;
    private final StoreProvider stores;

    /**
     * Makes the care.
     *
     * @param stores closed with it, after what the context was opened from
     */
    public BucketCare(BucketContext context, StoreProvider stores) {
        this.context = context;
        this.stores = stores;
    }

    /** Makes the bucket, or what an existing one lacks. */
    public InitReport init(InitWish wish) {
        return new BucketSetup(context, retention()).run(wish);
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
