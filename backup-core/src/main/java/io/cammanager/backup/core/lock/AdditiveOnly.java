package io.cammanager.backup.core.lock;

/** No leave at all, where the store or the access key gives none. */
record AdditiveOnly() implements Lease {
    @Override
    public boolean isHeld() {
        return false;
    }

    @Override
    public long epoch() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing was taken.
    }
}
