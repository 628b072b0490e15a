package io.cammanager.backup.core.lock;

/**
 * The leave to replace and to remove what is in the bucket, held by one run at a time. Safety never rests on it: it keeps
 * two runs from working against each other. Adding new objects needs no leave. Thread-safe.
 */
public interface Lease extends LeaseView, AutoCloseable {
    /** Returns the number that every holder has for itself and that only rises; 0 where nothing counts them. */
    long epoch();

    /** Lets go of it, as far as the store can still be asked; throws nothing. */
    @Override
    void close();
}
