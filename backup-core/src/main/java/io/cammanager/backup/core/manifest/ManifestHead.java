package io.cammanager.backup.core.manifest;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.manifest.ManifestMemory.Seen;
import java.util.List;

/**
 * What {@code HEAD} says: the segments that together are the manifest, from its base on. One line for the whole, then one for
 * each segment.
 *
 * @param scope whose manifest it is
 * @param source of the job that wrote last, a hash
 * @param epoch of the lease under which that was
 * @param run that wrote last
 * @param baseMillis when the base was written, milliseconds since 1970
 * @param chain the base first; their numbers rise by one
 */
record ManifestHead(String scope, String source, long epoch, String run, long baseMillis, List<Link> chain) {
    private static final long FORMAT = 1;

    ManifestHead {
        chain = ImmutableList.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("it names no segment");
        }
        for (int i = 1; i < chain.size(); i++) {
            if (chain.get(i).seq() != chain.get(i - 1).seq() + 1) {
                throw new IllegalArgumentException("its segments do not follow on each other");
            }
        }
    }

    Link last() {
        return chain.get(chain.size() - 1);
    }

    long seq() {
        return last().seq();
    }

    /** Says whether another segment stands in the chain under the number of the one that was seen last. */
    boolean contradicts(Seen seen) {
        return chain.stream()
                .anyMatch(link -> link.seq() == seen.seq() && !link.sha256().equals(seen.sha256()));
    }

    static ManifestHead parse(String text) {
        List<String> lines = Splitter.on('\n').omitEmptyStrings().splitToList(text);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        JsonFields fields = JsonFields.parse(lines.get(0));
        if (fields.number("format") != FORMAT) {
            throw new IllegalArgumentException("its format is not known to this version");
        }
        ManifestHead head = new ManifestHead(
                fields.text("scope"),
                fields.text("source"),
                fields.number("epoch"),
                fields.text("run"),
                fields.number("base_at"),
                lines.stream().skip(1).map(Link::parse).toList());
        if (fields.number("seq") != head.seq()
                || !fields.sha256("sha256").equals(head.last().sha256())) {
            throw new IllegalArgumentException("its last segment is not the one that it is about");
        }
        return head;
    }

    String format() {
        StringBuilder text = new StringBuilder(new JsonText()
                .put("format", FORMAT)
                .put("scope", scope)
                .put("seq", seq())
                .put("sha256", last().sha256().toString())
                .put("rows", chain.stream().mapToLong(Link::rows).sum())
                .put("source", source)
                .put("epoch", epoch)
                .put("run", run)
                .put("base_at", baseMillis)
                .toString());
        text.append('\n');
        chain.forEach(link -> text.append(link.format()).append('\n'));
        return text.toString();
    }
}
