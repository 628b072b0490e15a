package io.cammanager.backup.core.verify;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.scan.UnsafeKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a drill has restored: is it what was confirmed, is it what the source still has, is it a whole recording. One
 * instance is for one drill; not thread-safe.
 */
public final class RestoredCheck {
    private final Path restored;
    private final Path source;
    private final BackupListener listener;
    private final VerifyCounts counts;

    /**
     * Makes the check of one drill.
     *
     * @param restored the directory that the recordings were restored to
     * @param source where they came from; may be gone
     */
    public RestoredCheck(Path restored, Path source, BackupListener listener, VerifyCounts counts) {
        this.restored = restored;
        this.source = source;
        this.listener = listener;
        this.counts = counts;
    }

    /**
     * Looks at one recording, counts it and tells what was found.
     *
     * @param row what was confirmed; null for what lies in the bucket and nothing here ever confirmed
     * @param event how its restore ended; null when there was nothing to restore
     */
    public void check(ObjectKey path, @Nullable CatalogRow row, BackupEvent.@Nullable Restored event) {
        Finding finding = event == null ? Finding.of(VerifyResult.MISSING, "not in the bucket") : unrestored(event);
        if (finding == null) {
            finding = look(path, row);
        }
        if (row == null) {
            counts.addUnknown();
        }
        counts.add(finding);
        listener.onEvent(new BackupEvent.Verified(path.value(), VerifyLevel.DRILL, finding.result(), finding.detail()));
    }

    private static @Nullable Finding unrestored(BackupEvent.Restored event) {
        return switch (event.result()) {
            case RESTORED, UNCHANGED -> null;
            case DAMAGED -> Finding.of(VerifyResult.DIFFERS, event.detail());
            case CONFLICT, REFUSED, THAWING, FAILED -> Finding.of(VerifyResult.FAILED, event.detail());
        };
    }

    private Finding look(ObjectKey path, @Nullable CatalogRow row) {
        try {
            Path file = KeyNames.toPath(restored, path);
            HashCode sha256 =
                    MoreFiles.asByteSource(file, LinkOption.NOFOLLOW_LINKS).hash(Hashing.sha256());
            String difference = row == null ? null : differs(path, row, sha256, Files.size(file));
            if (difference == null && path.name().toLowerCase(Locale.ROOT).endsWith(".mp4")) {
                String flaw = Mp4Boxes.flaw(file);
                difference = flaw == null ? null : "it came back as it was sent, but is no whole MP4: " + flaw;
            }
            VerifyResult result = difference == null ? VerifyResult.OK : VerifyResult.DIFFERS;
            return new Finding(result, difference, sha256, Files.size(file));
        } catch (IOException | UnsafeKeyException e) {
            return Finding.of(VerifyResult.FAILED, "what was restored could not be read: " + e.getMessage());
        }
    }

    private @Nullable String differs(ObjectKey path, CatalogRow row, HashCode sha256, long size) throws IOException {
        Confirmation confirmation = row.confirmation();
        HashCode confirmed = confirmation == null ? null : confirmation.sha256();
        if (size != row.stamp().size()) {
            return "it came back with " + size + " bytes, not " + row.stamp().size();
        }
        if (confirmed != null && !confirmed.equals(sha256)) {
            return "it came back with other bytes than were confirmed";
        }
        HashCode here = hashInSource(path, row);
        return here == null || here.equals(sha256) ? null : "it came back with other bytes than the source has";
    }

    /** Returns the hash of the file where the source has it as it was confirmed, else null. */
    private @Nullable HashCode hashInSource(ObjectKey path, CatalogRow row) {
        try {
            Path file = KeyNames.toPath(source, path);
            FileStat stat = FileStat.of(file);
            if (stat.kind() != FileStat.Kind.REGULAR || !stat.stamp().equals(row.stamp())) {
                return null;
            }
            HashCode hash =
                    MoreFiles.asByteSource(file, LinkOption.NOFOLLOW_LINKS).hash(Hashing.sha256());
            return FileStat.of(file).stamp().equals(row.stamp()) ? hash : null;
        } catch (IOException e) {
            return null; // a ring that has overwritten it is why there is a backup
        }
    }
}
