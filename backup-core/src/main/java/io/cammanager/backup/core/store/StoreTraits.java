package io.cammanager.backup.core.store;

/**
 * What a store was seen to do, by trying it. Decides which proof an upload needs.
 *
 * @param checksums how requests protect their bytes
 * @param payloadHash whether a wrong {@code x-amz-content-sha256} is refused
 * @param contentMd5 whether a wrong {@code Content-MD5} is refused
 * @param conditionalPut whether {@code If-None-Match: *} keeps an existing object
 * @param conditionalReplace whether {@code If-Match} replaces the named object and no other
 * @param conditionalDelete whether {@code If-Match} deletes the named object and no other
 * @param etagIsMd5 whether the ETag of a plain PUT is the MD5 of its bytes
 */
public record StoreTraits(
        Checksums checksums,
        Enforcement payloadHash,
        Enforcement contentMd5,
        Enforcement conditionalPut,
        Enforcement conditionalReplace,
        Enforcement conditionalDelete,
        Enforcement etagIsMd5) {
    /** The three ways of protecting the bytes of a request, the most modern first. */
    public enum Checksums {
        /** The SDK's default: an {@code x-amz-checksum-*} with every upload. */
        SUPPORTED,
        /** Checksums only where the protocol demands one. */
        REQUIRED,
        /** As {@link #REQUIRED}, and no chunked encoding either. */
        UNCHUNKED
    }

    /** Whether something holds at this store. */
    public enum Enforcement {
        HOLDS,
        DOES_NOT_HOLD
    }

    /** Says whether an upload must carry an MD5, because nothing cheaper is enforced. */
    public boolean needsMd5() {
        return payloadHash == Enforcement.DOES_NOT_HOLD;
    }
}
