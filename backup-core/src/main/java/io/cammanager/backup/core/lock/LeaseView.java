package io.cammanager.backup.core.lock;

/**
 * Whether this run may still remove what is in the bucket. Asked immediately before each such request, from any thread.
 */
@FunctionalInterface
public interface LeaseView {
    /** For a run that nobody can compete with. */
    LeaseView ALWAYS = () -> true;

    /**
     * Says whether the lease is held, by clocks that only err on the safe side. Costs no request as long as its last renewal
     * is fresh, and one renewal when it is not.
     */
    boolean isHeld();
}
