package io.cammanager.backup.testkit;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** Servers that the contract was tried on, and in what they deviate. */
enum KnownServer {
    /** Keeps the whole contract; what an unknown server is held to. */
    STRICT(ImmutableMap.of()),
    /** Ceph RADOS Gateway 16.2, of Debian 12. */
    CEPH_16(ImmutableMap.<Deviation, String>builder()
            .put(Deviation.NAMES_NO_ETAG_OF_PARTS, "its answer has an empty ETag element")
            .put(Deviation.IGNORES_IF_ABSENT_OF_PARTS, "looks at the condition of single uploads only")
            .put(Deviation.IGNORES_IF_MATCH_OF_DELETIONS, "knows no conditions of deletions")
            .put(Deviation.KEEPS_NOTHING_COLD, "takes any storage class, and reads all at once")
            .put(Deviation.COPIES_BEFORE_IT_LOOKS, "looks for the condition of a copy under another name")
            .put(Deviation.BREAKS_ON_COMPLETION_AFTER_ABORT, "answers 500, as if another completion were in progress")
            .put(
                    Deviation.BREAKS_XML_BY_CONTROL_CHARACTERS,
                    "writes them as character references, which XML 1.0 does not allow")
            .put(Deviation.BREAKS_XML_BY_LONGEST_KEYS, "leaves bytes of something else at the end of the Location")
            .buildOrThrow());

    private final ImmutableMap<Deviation, String> deviations;

    KnownServer(ImmutableMap<Deviation, String> deviations) {
        this.deviations = deviations;
    }

    Map<Deviation, String> deviations() {
        return deviations;
    }
}
