package io.cammanager.backup.core.manifest;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a whole chain and checks each link of it. */
final class ManifestReader {
    private final ManifestObjects objects;
    private final Path scratch;
    private final Consumer<ManifestFinding> findings;
    private boolean sound = true;

    /**
     * Makes the reader of one chain.
     *
     * @param scratch a directory for temporary files
     * @param findings told of each segment that is not as it was written
     */
    ManifestReader(ManifestObjects objects, Path scratch, Consumer<ManifestFinding> findings) {
        this.objects = objects;
        this.scratch = scratch;
        this.findings = findings;
    }

    /** Returns what the chain leaves, for the caller to close; null when any segment of it is not as it was written. */
    @Nullable ManifestFold fold(ManifestHead head) {
        ManifestFold fold = ManifestFold.empty(scratch);
        try {
            HashCode previous = null;
            for (Link link : head.chain()) {
                add(link, new Expected(head.scope(), head.chain(), previous), fold);
                previous = link.sha256();
            }
        } catch (RuntimeException e) {
            fold.close();
            throw e;
        }
        if (!sound) {
            fold.close();
        }
        return sound ? fold : null;
    }

    /** What a segment must go with. */
    private record Expected(
            String scope, List<Link> chain, @Nullable HashCode previous) {
        boolean fits(SegmentHeader header, Link link) {
            boolean base = previous == null;
            return header.scope().equals(scope)
                    && header.seq() == link.seq()
                    && header.rows() == link.rows()
                    && base == (header.kind() == SegmentHeader.Kind.BASE)
                    && Objects.equals(header.previous(), previous);
        }
    }

    private void add(Link link, Expected expected, ManifestFold fold) {
        Path file = scratch.resolve("manifest-segment");
        try {
            objects.fetch(link, expected.chain(), file);
            try (SegmentRows rows = SegmentRows.open(file, objects.seal(), objects.path(link.name()))) {
                if (!expected.fits(rows.header(), link)) {
                    throw objects.differs(
                            link.name(),
                            "segment " + link.seq()
                                    + " of the manifest does not follow on the one before it: they were exchanged or"
                                    + " put in another order");
                }
                fold.add(rows);
            }
        } catch (DamagedManifestException e) {
            sound = false;
            findings.accept(e.finding());
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.LOCAL_STATE,
                    "could not close a temporary file of the manifest: " + LocalFailure.reason(e),
                    e);
        } finally {
            discard(file);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The directory is that of temporary files: the next run clears it.
        }
    }
}
