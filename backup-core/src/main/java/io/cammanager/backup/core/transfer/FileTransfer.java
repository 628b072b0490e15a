package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.keep.KeepWay;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.KeyNames;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One attempt at one file: send it and prove it, or find that the bucket has it already. Stateless and thread-safe. */
final class FileTransfer {
    private static final String WRITTEN_AT_ONCE = "someone else wrote this key at the same time";

    private final TransferContext context;
    private final Sender sender;
    private final ParkedUploads parked;
    private final Replacer replacer;

    FileTransfer(TransferContext context, Sender sender, ParkedUploads parked) {
        this.context = context;
        this.sender = sender;
        this.parked = parked;
        this.replacer = new Replacer(context);
    }

    /** Does what the plan says. Throws what ends the attempt; the caller decides whether there is another. */
    TransferResult attempt(PlannedFile file) throws IOException {
        if (file.decision().action() == Action.SEND) {
            return send(file, null);
        }
        Optional<ObjectInfo> there = context.store().head(context.key(file.path()));
        if (there.isEmpty()
                || parked.became(file.path(), RecordingMetadata.of(there.get()).uploadId())) {
            return send(file, null);
        }
        return switch (file.decision().action()) {
            case LOOK -> judge(file, there.get());
            case HEAL -> // nothing that the object says of itself counts: its bytes were found to be others
                context.keeping().wayToReplace(there.get()) == KeepWay.NOT_SAFELY
                        ? new TransferResult(Outcome.CONFLICT, Reason.CANNOT_KEEP)
                        : send(file, there.get());
            default -> compare(file, there.get());
        };
    }

    private TransferResult send(PlannedFile file, @Nullable ObjectInfo replaced) throws IOException {
        PartPlan plan = PartPlan.of(context.storedSize(file.stamp().size()), context.options(), context.limits());
        if (!plan.isPossible(context.limits())) {
            return new TransferResult(Outcome.FAILED, Reason.TOO_LARGE);
        }
        try (SourceFile source = SourceFile.open(pathOf(file), file.stamp())) {
            Upload begun = plan.isSinglePut() ? null : parked.resume(file.path(), source);
            Upload upload = (begun == null ? prepare(file, source, plan) : begun).inPlaceOf(replaced);
            try {
                replacer.keepFirst(file.path(), replaced);
                sender.send(upload);
            } catch (StoreException e) {
                Optional<ObjectInfo> there = maybeThere(e, file);
                if (there.isEmpty()) {
                    forgetWhatIsGone(e, upload);
                    throw e;
                }
                if (!isOurs(there.get(), upload.id())) {
                    return replaced == null ? judge(file, there.get()) : notReplaced(e, replaced, there.get());
                }
                // An earlier try had arrived after all, and only its answer was lost.
            }
            return prove(file, upload);
        }
    }

    private Upload prepare(PlannedFile file, SourceFile source, PartPlan plan) throws IOException {
        StoredForm form = context.newForm(source);
        FileDigests digests = Digester.digest(form.firstPass(), plan, md5Needed(plan));
        source.requireUnchanged();
        return new Upload(file.path(), form, plan, digests, UUID.randomUUID().toString(), null, null);
    }

    /** Neither the upload is there nor what it would have become: the next attempt begins another. */
    private void forgetWhatIsGone(StoreException e, Upload upload) {
        if (e.kind() == Kind.NOT_FOUND) {
            parked.forget(upload.path());
        }
    }

    /** The object that was to be replaced is there still, or someone was faster; then the next run looks again. */
    private static TransferResult notReplaced(StoreException e, ObjectInfo replaced, ObjectInfo there) {
        if (there.etag().equals(replaced.etag())) {
            throw e;
        }
        return new TransferResult(Outcome.CONFLICT, Reason.DIFFERENT_CONTENT, WRITTEN_AT_ONCE);
    }

    /** After these failures the object may be there all the same: only a HEAD can tell. */
    private Optional<ObjectInfo> maybeThere(StoreException e, PlannedFile file) {
        return switch (e.kind()) {
            case PRECONDITION_FAILED, CONFLICT, NOT_FOUND, UNAVAILABLE ->
                context.store().head(context.key(file.path()));
            default -> Optional.empty();
        };
    }

    private Digester.Md5 md5Needed(PartPlan plan) {
        if (context.traits().needsMd5()) {
            return Digester.Md5.WHOLE_FILE_AND_PARTS;
        }
        return plan.isSinglePut() ? Digester.Md5.NONE : Digester.Md5.WHOLE_FILE;
    }

    private TransferResult prove(PlannedFile file, Upload upload) throws IOException {
        ObjectKey key = context.key(file.path());
        try {
            upload.form().file().requireUnchangedOrGone();
        } catch (IOException e) {
            withdraw(key, upload);
            throw e;
        }
        ObjectInfo stored = context.store()
                .head(key)
                .orElseThrow(() -> new StoreException(
                        Kind.DIGEST_MISMATCH, "find", key.value(), "the store took it, and then did not have it"));
        if (!isOurs(stored, upload.id())) {
            return new TransferResult(Outcome.CONFLICT, Reason.DIFFERENT_CONTENT, WRITTEN_AT_ONCE);
        }
        Proof proof = proofOf(stored, upload);
        if (proof == null) {
            withdraw(key, upload);
            throw new StoreException(
                    Kind.DIGEST_MISMATCH, "prove", key.value(), "size or checksum of the stored object is wrong");
        }
        confirm(file, stored, upload.digests().sha256(), proof);
        parked.forget(file.path());
        return new TransferResult(
                Outcome.UPLOADED, upload.replaced() == null ? file.decision().reason() : Reason.REPLACED);
    }

    /** A store may prove nothing by what it says, or say something wrong about bytes that are right. */
    private @Nullable Proof proofOf(ObjectInfo stored, Upload upload) {
        Proof proof = UploadProof.of(stored, upload, context.traits());
        if (proof == null
                && UploadProof.describes(stored, upload)
                && ReadBack.gives(
                        context.store(),
                        context.key(upload.path()),
                        upload.digests().sha256())) {
            return Proof.DATA;
        }
        return proof;
    }

    /** Takes back what this very attempt has stored, and nothing else: it was never confirmed, and the file is here. */
    private void withdraw(ObjectKey key, Upload upload) {
        context.store()
                .head(key)
                .filter(there -> isOurs(there, upload.id()))
                .ifPresent(there -> replacer.withdraw(upload, there));
    }

    private static boolean isOurs(ObjectInfo info, String uploadId) {
        return uploadId.equals(RecordingMetadata.of(info).uploadId());
    }

    /** Decides by the metadata of an existing object, without reading the file where that is enough. */
    private TransferResult judge(PlannedFile file, ObjectInfo there) throws IOException {
        if (there.size() != file.stamp().size()) {
            return differs(file, there, Reason.DIFFERENT_SIZE);
        }
        RecordingMetadata metadata = RecordingMetadata.of(there);
        Confirmation known = context.catalog()
                .find(file.path())
                .map(CatalogRow::confirmation)
                .orElse(null);
        Long mtime = metadata.mtimeNanos();
        // What was confirmed with a hash is not taken for the same again on the word of a size and a time.
        if (known == null && mtime != null && mtime == file.stamp().mtimeNanos()) {
            confirm(file, there, metadata.sha256(), Proof.METADATA);
            return new TransferResult(Outcome.UNCHANGED, Reason.ADOPTED);
        }
        return compare(file, there);
    }

    private TransferResult compare(PlannedFile file, ObjectInfo there) throws IOException {
        if (there.size() != file.stamp().size()) {
            return differs(file, there, Reason.DIFFERENT_SIZE);
        }
        if (RecordingMetadata.asStored(there).sha256() == null && UploadProof.md5Of(there, context.traits()) == null) {
            return differs(file, there, Reason.NO_HASH);
        }
        return isSame(file, there)
                ? new TransferResult(Outcome.UNCHANGED, Reason.SAME_CONTENT)
                : differs(file, there, Reason.DIFFERENT_CONTENT);
    }

    /** Compares by what hash the object tells, and confirms what is the same. */
    private boolean isSame(PlannedFile file, ObjectInfo there) throws IOException {
        RecordingMetadata metadata = RecordingMetadata.asStored(there);
        try (SourceFile source = SourceFile.open(pathOf(file), file.stamp())) {
            StoredForm form = context.formOf(source, there);
            StoredBytes bytes = form.firstPass();
            PartPlan whole = new PartPlan(bytes.size(), bytes.size(), 1);
            FileDigests digests = Digester.digest(bytes, whole, Digester.Md5.WHOLE_FILE);
            source.requireUnchanged();
            boolean same = metadata.sha256() != null
                    ? metadata.sha256().equals(form.stated(file.path(), digests.sha256()))
                    : digests.md5() != null && digests.md5().equals(UploadProof.md5Of(there, context.traits()));
            if (same) {
                confirm(file, there, digests.sha256(), Proof.CONTENT);
            }
            return same;
        }
    }

    private TransferResult differs(PlannedFile file, ObjectInfo there, Reason difference) throws IOException {
        Reason refusal = replacer.refusal(file, there, difference);
        return refusal == null ? send(file, there) : new TransferResult(Outcome.CONFLICT, refusal);
    }

    private void confirm(PlannedFile file, ObjectInfo stored, @Nullable HashCode sha256, Proof proof) {
        long now = context.clock().millis();
        context.catalog()
                .confirm(new CatalogRow(
                        file.path(),
                        file.stamp(),
                        now,
                        new Confirmation(
                                stored.etag(),
                                sha256,
                                RecordingMetadata.of(stored).uploadId(),
                                proof,
                                now)));
    }

    private Path pathOf(PlannedFile file) {
        return KeyNames.toPath(context.source(), file.path());
    }
}
