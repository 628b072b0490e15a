package io.cammanager.backup.core.manifest;

import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.manifest.ManifestMemory.Seen;
import io.cammanager.backup.core.manifest.ManifestObjects.SeenHead;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks the manifest as a whole: that no segment is missing, cut, edited, exchanged or set back. Changes nothing. */
public final class ManifestCheck {
    private final ManifestContext context;
    private final ManifestObjects objects;
    private final Consumer<ManifestFinding> findings;

    /**
     * Makes the check of one manifest.
     *
     * @param findings told of all that is wrong
     */
    public ManifestCheck(ManifestContext context, Consumer<ManifestFinding> findings) {
        this.context = context;
        this.objects = new ManifestObjects(context);
        this.findings = findings;
    }

    /**
     * Reads all of the manifest.
     *
     * @param scratch a directory for temporary files
     * @return what is known to be in the bucket, for the caller to close: what the catalog holds alone where the manifest is not
     *     there or not sound
     */
    public KnownRecordings run(Path scratch) {
        ManifestFold fold = fold(scratch);
        return new KnownRecordings(context.catalog(), fold, fold == null ? () -> {} : fold::close);
    }

    /**
     * Reads all of the manifest, for whoever asks of single recordings.
     *
     * @param scratch a directory for temporary files
     * @return for the caller to close; empty where the manifest is not there or not sound
     */
    public RecordedManifest read(Path scratch) {
        return new RecordedManifest(fold(scratch));
    }

    private @Nullable ManifestFold fold(Path scratch) {
        Optional<Seen> seen = new ManifestMemory(context.catalog()).seen();
        try {
            Optional<SeenHead> head = objects.head();
            if (head.isEmpty()) {
                missing(seen);
                return null;
            }
            boolean current = checkEnd(head.get().head(), seen);
            ManifestFold fold = new ManifestReader(objects, scratch, findings)
                    .fold(head.get().head());
            if (!current && fold != null) {
                fold.close();
            }
            return current ? fold : null;
        } catch (DamagedManifestException e) {
            findings.accept(e.finding());
            return null;
        }
    }

    private void missing(Optional<Seen> seen) {
        long highest = Math.max(objects.highest(), seen.map(Seen::seq).orElse(0L));
        if (highest > 0) {
            tell(VerifyResult.MISSING, "the manifest's HEAD is not in the bucket, but there was a segment " + highest);
        }
    }

    /** Says whether the chain ends where it should. */
    private boolean checkEnd(ManifestHead head, Optional<Seen> seen) {
        long last = seen.map(Seen::seq).orElse(0L);
        long highest = Math.max(
                last, objects.highest() - 1); // one may have been stored by a run that died before it moved HEAD
        if (head.seq() < highest) {
            tell(
                    VerifyResult.DIFFERS,
                    "the manifest was rolled back: its HEAD ends at segment " + head.seq()
                            + ", but there was a segment " + Math.max(last, highest));
            return false;
        }
        boolean other = seen.filter(head::contradicts).isPresent();
        if (other) {
            tell(
                    VerifyResult.DIFFERS,
                    "the manifest was edited: its segment " + last + " is not the one that this machine has seen");
        }
        return !other;
    }

    private void tell(VerifyResult result, String detail) {
        findings.accept(new ManifestFinding(objects.path(ManifestObjects.HEAD), result, detail));
    }
}
