package io.cammanager.backup.core.manifest;

import com.google.common.hash.HashCode;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a segment.
 *
 * @param previous SHA-256 of the segment before it; null for a base that follows on none
 * @param rows how many lines come behind this one
 */
record SegmentHeader(
        String scope,
        String source,
        long seq,
        Kind kind,
        @Nullable HashCode previous,
        long epoch,
        String run,
        long rows) {
    private static final long FORMAT = 1;

    /** What a segment holds. */
    enum Kind {
        /** All that is known; nothing before it is needed. */
        BASE("base"),
        CHANGES("changes");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    static SegmentHeader parse(String line) {
        JsonFields fields = JsonFields.parse(line);
        if (fields.number("format") != FORMAT) {
            throw new IllegalArgumentException("its format is not known to this version");
        }
        return new SegmentHeader(
                fields.text("scope"),
                fields.text("source"),
                fields.number("seq"),
                fields.text("kind").equals(Kind.BASE.word) ? Kind.BASE : Kind.CHANGES,
                fields.optional("previous") == null ? null : fields.sha256("previous"),
                fields.number("epoch"),
                fields.text("run"),
                fields.number("rows"));
    }

    String format() {
        return new JsonText()
                .put("format", FORMAT)
                .put("scope", scope)
                .put("source", source)
                .put("seq", seq)
                .put("kind", kind.word)
                .put("previous", previous == null ? null : previous.toString())
                .put("epoch", epoch)
                .put("run", run)
                .put("rows", rows)
                .toString();
    }
}
