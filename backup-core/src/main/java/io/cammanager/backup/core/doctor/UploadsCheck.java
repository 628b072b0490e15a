package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.catalog.BegunUpload;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.transfer.ParkedUploads;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Uploads in parts that were begun and not completed: they take space that no listing shows. */
final class UploadsCheck implements Check {
    private static final String NAME = "unfinished uploads";

    private final DoctorContext context;

    UploadsCheck(DoctorContext context) {
        this.context = context;
    }

    @Override
    public List<Finding> look() {
        List<BegunUpload> ours = ours();
        List<UnfinishedUpload> others =
                ParkedUploads.unknown(context.remote().store(), context.remote().prefix(), ours);
        if (others.isEmpty()) {
            return List.of(Finding.ok(
                    NAME, ours.isEmpty() ? "none" : ours.size() + " of ours, which the next sync goes on with"));
        }
        UnfinishedUpload oldest = others.stream()
                .min(Comparator.comparing(UnfinishedUpload::begun))
                .orElseThrow();
        long days = Duration.between(oldest.begun(), context.clock().instant()).toDays();
        return List.of(Finding.warn(
                NAME,
                others.size() + " that this state does not know, the oldest of " + days + " days: "
                        + Quoted.of(oldest.key().value()),
                "bucket init sets a rule that drops them after 7 days"));
    }

    /** Without a catalog that can be read, none is known to be ours. */
    private List<BegunUpload> ours() {
        try (Catalog catalog = context.local().catalog().get()) {
            return catalog.begunUploads();
        } catch (BackupException e) {
            return List.of();
        }
    }
}
