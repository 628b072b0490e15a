package io.cammanager.backup.core.lock;

/**
 * Whether this run may still do what cannot be undone. Asked immediately before each such request, from any thread; answers
 * without asking the store.
 */
@FunctionalInterface
public interface LeaseView {
    /** For a run that nobody can compete with. */
    LeaseView ALWAYS = () -> true;

    /** Says whether the lease is held, by clocks that only err on the safe side. */
    boolean isHeld();
}
