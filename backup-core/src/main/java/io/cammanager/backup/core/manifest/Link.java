package io.cammanager.backup.core.manifest;

import com.google.common.hash.HashCode;
import java.util.regex.Pattern;

/**
 * One segment of the chain, as {@code HEAD} names it.
 *
 * @param seq its number, from 1 on
 * @param name of its object, below the directory of the scope
 * @param sha256 of its bytes as they are stored
 * @param size of its bytes as they are stored
 * @param rows how many recordings it speaks of
 */
record Link(long seq, String name, HashCode sha256, long size, long rows) {
    private static final Pattern NAME = Pattern.compile("\\d{10}-[0-9a-f-]{36}\\.jsonl\\.gz(\\.bin)?");

    Link {
        if (seq < 1 || size < 0 || rows < 0) {
            throw new IllegalArgumentException("a segment has a number below 1, or less than nothing in it");
        }
        if (!isName(name) || seqOf(name) != seq) {
            throw new IllegalArgumentException("a segment is not called by its number");
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the number in a name that is one. */
    static long seqOf(String name) {
        return Long.parseLong(name.substring(0, 10));
    }

    /** Parses a line of {@code HEAD}. */
    static Link parse(String line) {
        JsonFields fields = JsonFields.parse(line);
        return new Link(
                fields.number("seq"),
                fields.text("name"),
                fields.sha256("sha256"),
                fields.number("size"),
                fields.number("rows"));
    }

    String format() {
        return new JsonText()
                .put("seq", seq)
                .put("name", name)
                .put("sha256", sha256.toString())
                .put("size", size)
                .put("rows", rows)
                .toString();
    }
}
