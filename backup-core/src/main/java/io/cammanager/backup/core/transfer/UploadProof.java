package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import org.jspecify.annotations.Nullable;

/** Weighs what the store says afterwards against what was sent. */
final class UploadProof {
    private UploadProof() {}

    /** Says whether the object is as long as what was sent, and was stored with what we said of it. */
    static boolean describes(ObjectInfo stored, Upload upload) {
        return stored.size() == upload.form().file().size()
                && upload.stated().equals(RecordingMetadata.asStored(stored).sha256());
    }

    /**
     * Returns what proves the stored object, or null when the store's word does not: because it gives none, or another one
     * than it should.
     */
    static @Nullable Proof of(ObjectInfo stored, Upload upload, StoreTraits traits) {
        FileDigests sent = upload.digests();
        if (!describes(stored, upload)) {
            return null;
        }
        HashCode md5 = sent.parts().size() == 1 ? sent.md5() : null;
        if (md5 != null && traits.etagIsMd5() == Enforcement.HOLDS) {
            return stored.etag().equals(md5.toString()) ? Proof.MD5 : null;
        }
        if (traits.payloadHash() == Enforcement.HOLDS) {
            return Proof.SIGNED_SHA256;
        }
        return traits.contentMd5() == Enforcement.HOLDS ? Proof.MD5 : null;
    }

    /** Returns the MD5 of an object's stored bytes as far as it tells one. */
    static @Nullable HashCode md5Of(ObjectInfo info, StoreTraits traits) {
        HashCode stated = RecordingMetadata.asStored(info).md5();
        if (stated != null || traits.etagIsMd5() == Enforcement.DOES_NOT_HOLD) {
            return stated;
        }
        return RecordingMetadata.md5OfEtag(info.etag());
    }
}
