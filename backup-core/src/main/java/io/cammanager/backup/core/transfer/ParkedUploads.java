package io.cammanager.backup.core.transfer;

import static java.util.stream.Collectors.toSet;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.catalog.BegunUpload;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.UploadJournal;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.crypto.Nonce;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The uploads in parts that earlier attempts have begun and left in the store. They are gone on with where the file is still
 * the same, and otherwise given up. What the journal does not know is somebody else's and never touched. Thread-safe.
 */
public final class ParkedUploads {
    /** An upload that is older than this is given up: stores charge for its parts, and may have dropped them. */
    static final Duration MAX_AGE = Duration.ofDays(7);

    private final TransferContext context;
    private final UploadJournal journal;

    ParkedUploads(TransferContext context, UploadJournal journal) {
        this.context = context;
        this.journal = journal;
    }

    /**
     * Returns the uploads below a prefix that no journal of ours knows: those of other programs, and our own of a state that
     * was lost.
     *
     * @param known what the journal has
     */
    public static List<UnfinishedUpload> unknown(ObjectStore store, String prefix, List<BegunUpload> known) {
        Set<String> ours = known.stream().map(BegunUpload::uploadId).collect(toSet());
        return store.unfinishedUploads(prefix).stream()
                .filter(upload -> !ours.contains(upload.uploadId()))
                .toList();
    }

    /** Says whether an object with this {@code cm-id} is what an upload of this file has become. */
    boolean became(ObjectKey path, @Nullable String id) {
        return journal.find(path).filter(upload -> upload.id().equals(id)).isPresent();
    }

    /** Gives up what can or need not be gone on with. Asks the store nothing when there is no such thing. */
    void giveUpOrphans() {
        for (BegunUpload upload : journal.all()) {
            try {
                if (isConfirmed(upload)) {
                    journal.remove(upload.path());
                } else if (isTooOld(upload) || isConfirmedOtherwise(upload) || !isStillThere(upload)) {
                    giveUp(upload);
                }
            } catch (StoreException e) {
                // The next run tries again; this one has better things to do than to end over it.
                context.listener()
                        .onEvent(new BackupEvent.Warning("the unfinished upload of "
                                + Quoted.of(upload.path().value()) + " could not be given up: " + e.reason()));
            }
        }
    }

    private boolean isTooOld(BegunUpload upload) {
        return context.clock().millis() - upload.begunMillis() > MAX_AGE.toMillis();
    }

    /** A run may have ended between the confirmation of a file and the end of its row in the journal. */
    private boolean isConfirmed(BegunUpload upload) {
        Confirmation confirmation = confirmation(upload);
        return confirmation != null && upload.id().equals(confirmation.uploadId());
    }

    /** What was confirmed before may have been lost since, and the upload is to bring it back. */
    private boolean isConfirmedOtherwise(BegunUpload upload) {
        Confirmation confirmation = confirmation(upload);
        return confirmation != null && confirmation.atMillis() > upload.begunMillis();
    }

    private @Nullable Confirmation confirmation(BegunUpload upload) {
        return context.catalog()
                .find(upload.path())
                .filter(row -> row.stamp().equals(upload.stamp()))
                .map(CatalogRow::confirmation)
                .orElse(null);
    }

    private boolean isStillThere(BegunUpload upload) {
        try {
            FileStat stat = FileStat.of(KeyNames.toPath(context.source(), upload.path()));
            return stat.kind() == FileStat.Kind.REGULAR && stat.stamp().equals(upload.stamp());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true; // who cannot look does not know
        }
    }

    /** Gives an upload up; when that fails, it stays in the journal. */
    private void giveUp(BegunUpload upload) {
        PutRequest request = new PutRequest(upload.key(), Map.of(), "", PutRequest.Condition.ALWAYS);
        context.store().resumeMultipart(request, upload.uploadId()).abort();
        journal.remove(upload.path());
    }

    /**
     * Returns the upload of this file to go on with, hashed anew, or null when there is none. One whose file has changed,
     * even if only its bytes tell, is given up: neither its parts nor its nonce may ever meet other bytes.
     */
    @Nullable Upload resume(ObjectKey path, SourceFile source) throws IOException {
        BegunUpload begun = journal.find(path).orElse(null);
        if (begun == null) {
            return null;
        }
        Upload upload = isTooOld(begun) ? null : sameAgain(begun, source);
        if (upload == null) {
            giveUp(begun);
        }
        return upload;
    }

    private @Nullable Upload sameAgain(BegunUpload begun, SourceFile source) throws IOException {
        String nonce = begun.nonce();
        if (context.encryptsContent() != (nonce != null)
                || !begun.key().equals(context.key(begun.path()))
                || !begun.stamp().equals(source.stamp())) {
            return null;
        }
        StoredForm form = context.sameForm(
                source, nonce == null ? null : Nonce.of(HexFormat.of().parseHex(nonce)));
        PartPlan plan = PartPlan.ofParts(context.storedSize(source.size()), begun.partSizeBytes());
        Digester.Md5 md5 = context.traits().etagIsMd5() == Enforcement.HOLDS
                        || context.traits().needsMd5()
                ? Digester.Md5.WHOLE_FILE_AND_PARTS
                : Digester.Md5.WHOLE_FILE;
        FileDigests digests = Digester.digest(form.firstPass(), plan, md5);
        source.requireUnchanged();
        return sums(digests).equals(begun.sums())
                ? new Upload(begun.path(), form, plan, digests, begun.id(), begun.uploadId(), null)
                : null;
    }

    /** Notes that an upload was begun; nothing of it may be sent before this returns. */
    void note(Upload upload, String uploadId) {
        journal.add(new BegunUpload(
                upload.path(),
                context.key(upload.path()),
                uploadId,
                upload.form().file().stamp(),
                upload.plan().partSizeBytes(),
                sums(upload.digests()),
                upload.id(),
                upload.form() instanceof StoredForm.Encrypted encrypted
                        ? encrypted.nonce().toString()
                        : null,
                context.clock().millis()));
    }

    private static BegunUpload.Sums sums(FileDigests digests) {
        HashCode md5 = digests.md5();
        if (md5 == null) {
            throw new IllegalStateException("an upload in parts needs the MD5 of all bytes");
        }
        return new BegunUpload.Sums(
                digests.sha256(),
                md5,
                digests.parts().stream().map(Digests::sha256).toList());
    }

    /** Forgets the upload of a file, which is finished or gone. */
    void forget(ObjectKey path) {
        journal.remove(path);
    }
}
