package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.layer.CryptCanary;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.util.List;
import java.util.Locale;

/** How the bucket keeps what is in it, asked without writing to it. */
final class BucketChecks {
    private final DoctorContext context;

    BucketChecks(DoctorContext context) {
        this.context = context;
    }

    List<Finding> password() {
        RcloneCrypt crypt = context.remote().crypt();
        if (crypt == null) {
            return List.of(Finding.ok("password", "none: recordings are stored as they are"));
        }
        boolean canary =
                new CryptCanary(context.remote().store(), context.remote().prefix(), crypt).check();
        return List.of(Finding.ok(
                "password",
                canary
                        ? "the bucket was written with this encryption password"
                        : "nothing in the bucket speaks against this encryption password"));
    }

    List<Finding> versions() {
        return List.of(
                switch (context.remote().store().versioning()) {
                    case ENABLED -> Finding.ok("versions", "kept: what is overwritten or deleted can be brought back");
                    case SUSPENDED ->
                        Finding.warn(
                                "versions",
                                "suspended: what is deleted from now on is gone",
                                "bucket init --versioning switches them on");
                    case OFF ->
                        Finding.warn(
                                "versions",
                                "not kept: whoever has this key can delete recordings for good",
                                "bucket init --versioning, or --lock on a new bucket");
                });
    }

    List<Finding> lock() {
        return List.of(context.remote()
                .admin()
                .lock()
                .map(BucketChecks::locked)
                .orElseGet(() -> Finding.ok("Object Lock", "off")));
    }

    private static Finding locked(BucketLock lock) {
        BucketLock.Default each = lock.byDefault();
        return each == null
                ? Finding.ok("Object Lock", "on, but nothing is locked unless it asks for it")
                : Finding.ok(
                        "Object Lock",
                        "each new version is locked for " + each.days() + " days ("
                                + each.mode().name().toLowerCase(Locale.ROOT)
                                + "); so are the lease's, which take a little space");
    }
}
