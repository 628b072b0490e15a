package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import org.jspecify.annotations.Nullable;

/** Takes the lease of a bucket in the way that the store allows. */
public final class LeaseKeeper {
    private final LeaseContext context;

    public LeaseKeeper(LeaseContext context) {
        this.context = context;
    }

    /**
     * Takes the lease. Where the store or the key gives none, the run removes nothing, and is warned once.
     *
     * @throws BackupException with {@link ExitCode#LOCKED} when another run holds it and shows life, or with
     *     {@link ExitCode#INTERRUPTED} when the run is to end before that is known
     * @throws StoreException when the store cannot be asked
     */
    public Lease take(StoreTraits traits) {
        boolean conditions =
                traits.conditionalPut() == Enforcement.HOLDS && traits.conditionalReplace() == Enforcement.HOLDS;
        try {
            return conditions
                    ? new LeaseTaking(context).take()
                    : new LockObjectTaking(context)
                            .take()
                            .orElseGet(() -> none("a listing of the bucket does not show what was just written"));
        } catch (StoreException e) {
            return switch (e.kind()) {
                case DENIED, STORAGE_FULL, REJECTED, NOT_IMPLEMENTED, DIGEST_MISMATCH -> none(e.getMessage());
                default -> throw e;
            };
        }
    }

    private Lease none(@Nullable String reason) {
        context.warnings().accept("no lease of the bucket can be taken (" + reason + "): this run removes nothing");
        return new AdditiveOnly();
    }
}
