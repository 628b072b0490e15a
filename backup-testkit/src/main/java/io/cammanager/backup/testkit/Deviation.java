package io.cammanager.backup.testkit;

/** In what a server is known to keep less than the contract of stores; each is named with its reason where the server is tested. */
public enum Deviation {
    /** A wrong {@code x-amz-content-sha256} does not stop an upload. */
    ACCEPTS_WRONG_SHA256,
    /** A wrong {@code Content-MD5} does not stop an upload. */
    ACCEPTS_WRONG_MD5,
    /** An upload that must not replace an object replaces it. */
    IGNORES_IF_ABSENT,
    /** The completion of an upload in parts that must not replace an object replaces it. */
    IGNORES_IF_ABSENT_OF_PARTS,
    /** An upload that must replace one object, and no other, replaces another. */
    IGNORES_IF_MATCH,
    /** An upload that must replace an object is stored where there is none. */
    REPLACES_WHAT_IS_GONE,
    /** A deletion of one object, and no other, deletes another. */
    IGNORES_IF_MATCH_OF_DELETIONS,
    /** A copy is refused because of another source only after that one was copied. */
    COPIES_BEFORE_IT_LOOKS,
    /** No storage class is cold: all can be read at once, or is refused. */
    KEEPS_NOTHING_COLD,
    /** The bucket cannot keep versions. */
    KEEPS_NO_VERSIONS,
    /** Of several uploads at a time that must not replace an object, more than one succeeds. */
    RACES_IF_ABSENT,
    /** The ETag of a single upload is something else than the MD5 of its bytes. */
    ETAG_IS_NOT_MD5,
    /** Keys beyond the basic multilingual plane are not listed in the order of their UTF-8 bytes. */
    LISTS_SUPPLEMENTARY_OUT_OF_ORDER,
    /** A key with {@code //} in it does not come back. */
    LOSES_EMPTY_SEGMENTS,
    /** A key that begins with a slash does not come back. */
    LOSES_LEADING_SLASH,
    /** A key with a segment {@code .} or {@code ..} does not come back. */
    LOSES_DOT_SEGMENTS,
    /** A key that ends in a slash does not come back. */
    LOSES_TRAILING_SLASH,
    /** A key with a backslash does not come back. */
    LOSES_BACKSLASH,
    /** A key with control characters does not come back. */
    LOSES_CONTROL_CHARACTERS,
    /** A key with control characters cannot be sent in parts, since the server's answers name it in broken XML. */
    BREAKS_XML_BY_CONTROL_CHARACTERS,
    /** The answer to the completion of an upload in parts under a key of 1,024 bytes is broken XML; the object is there. */
    BREAKS_XML_BY_LONGEST_KEYS,
    /** There cannot be an object under {@code a} and one under {@code a/b} at a time. */
    TAKES_KEYS_FOR_PATHS,
    /** Parts are still taken when their upload was aborted. */
    TAKES_PARTS_AFTER_ABORT,
    /** The parts of an aborted upload are still listed. */
    LISTS_PARTS_AFTER_ABORT,
    /** The list of unfinished uploads has others than those that were asked for, or lacks some. */
    LISTS_UPLOADS_WRONGLY,
    /** The answer to the completion of an upload in parts names no ETag; a HEAD does. */
    NAMES_NO_ETAG_OF_PARTS,
    /** The completion of an aborted upload ends in an internal error instead of a clear refusal. */
    BREAKS_ON_COMPLETION_AFTER_ABORT,
    /** A key of 1,024 bytes does not come back. */
    LOSES_LONGEST_KEYS
}
