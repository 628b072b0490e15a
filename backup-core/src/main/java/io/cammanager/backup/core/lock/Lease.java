package io.cammanager.backup.core.lock;

/**
 * The leave to work on a prefix of a bucket, held by one run at a time. Safety never rests on it: it keeps two runs from
 * working against each other. A run that has lost it may go on to add, and to replace what is kept, but not to remove.
 * Thread-safe.
 */
public interface Lease extends LeaseView, AutoCloseable {
    /** Returns the number that every holder has for itself and that only rises; 0 where nothing counts them. */
    long epoch();

    /** Lets go of it, as far as the store can still be asked; throws nothing. */
    @Override
    void close();
}
