package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.ExpiryResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RecordingName;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.retention.ExpiryPlan.Entry;
import io.cammanager.backup.core.retention.ExpiryPlan.Kind;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.verify.Finding;
import io.cammanager.backup.core.verify.ObjectCheck;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one object anew: is it there, is it what was confirmed, and is it too old by the later of all times that are known of
 * it? Thread-safe.
 */
final class FreshLook {
    private final ExpiryContext context;

    FreshLook(ExpiryContext context) {
        this.context = context;
    }

    /**
     * What was seen.
     *
     * @param stays why it is not to go; null when it is
     * @param there null when it was not asked for, or is not there
     */
    record Seen(@Nullable Expiry stays, @Nullable ObjectInfo there) {
        private static Seen stays(ExpiryResult result, @Nullable String detail) {
            return new Seen(new Expiry(result, detail), null);
        }
    }

    Seen at(Entry entry) {
        return entry.kind() == Kind.RECORDING ? recording(entry.path()) : copy(entry.path());
    }

    private Seen recording(ObjectKey path) {
        CatalogRow row = context.catalog().find(path).orElse(null);
        Confirmation confirmation = row == null ? null : row.confirmation();
        if (row == null || confirmation == null) {
            return Seen.stays(ExpiryResult.CHANGED, "it is no longer known as confirmed");
        }
        if (confirmation.proof() == Proof.METADATA) {
            return Seen.stays(ExpiryResult.UNPROVEN, "it was recognised by its size and time alone");
        }
        if (context.sentAgain().test(path)) {
            return Seen.stays(ExpiryResult.STILL_HERE, "its file is still here, and would be sent again");
        }
        Optional<ObjectInfo> there = context.store().head(context.key(path));
        if (there.isEmpty()) {
            return Seen.stays(ExpiryResult.MISSING, "not in the bucket, although it was confirmed there");
        }
        Finding finding = ObjectCheck.compare(row, there.get());
        if (finding.result() != VerifyResult.OK) {
            return Seen.stays(ExpiryResult.DIFFERS, finding.detail());
        }
        boolean named = RecordingName.startOf(path.name()) != null;
        Instant time = later(there.get().lastModified(), named ? Instant.MIN : ExpiryPlanner.modified(row));
        return ofAge(there.get(), time, context.options().days());
    }

    private Seen copy(ObjectKey path) {
        Optional<ObjectInfo> there = context.store().head(context.key(path));
        return there.isEmpty()
                ? Seen.stays(ExpiryResult.GONE, "no longer in the bucket")
                : ofAge(
                        there.get(),
                        there.get().lastModified(),
                        context.options().replacedDays());
    }

    private Seen ofAge(ObjectInfo there, Instant time, int days) {
        return time.isBefore(context.now().before(days))
                ? new Seen(null, there)
                : Seen.stays(ExpiryResult.YOUNG, "stored " + there.lastModified());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
