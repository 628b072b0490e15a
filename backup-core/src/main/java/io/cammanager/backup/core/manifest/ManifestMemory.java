package io.cammanager.backup.core.manifest;

import com.google.common.base.Splitter;
import com.google.common.hash.HashCode;
import io.cammanager.backup.core.catalog.Catalog;
import java.util.List;
import java.util.Optional;

/** What this machine remembers of the manifest, among the facts of its catalog. */
record ManifestMemory(Catalog catalog) {
    private static final String SEEN = "manifest seen";
    private static final String LOOKED_FOR = "manifest looked for";
    private static final String PENDING = "manifest pending";

    /**
     * The end of the chain as it was last seen.
     *
     * @param baseMillis when its base was written, milliseconds since 1970
     */
    record Seen(long seq, HashCode sha256, long baseMillis) {}

    /**
     * A segment that was about to be stored, whatever became of it.
     *
     * @param last the number of the last change that is in it
     */
    record Pending(String name, HashCode sha256, long last) {}

    Optional<Seen> seen() {
        return catalog.fact(SEEN)
                .map(ManifestMemory::words)
                .map(words -> new Seen(
                        Long.parseLong(words.get(0)), HashCode.fromString(words.get(1)), Long.parseLong(words.get(2))));
    }

    /** Says whether a manifest was looked for in the bucket, be it that there was none. */
    boolean wasLookedFor() {
        return catalog.fact(LOOKED_FOR).isPresent();
    }

    void setLookedFor() {
        catalog.setFact(LOOKED_FOR, "yes");
    }

    Optional<Pending> pending() {
        return catalog.fact(PENDING)
                .map(ManifestMemory::words)
                .map(words ->
                        new Pending(words.get(0), HashCode.fromString(words.get(1)), Long.parseLong(words.get(2))));
    }

    private static List<String> words(String fact) {
        return Splitter.on(' ').splitToList(fact);
    }

    void setPending(Pending pending) {
        catalog.setFact(PENDING, pending.name() + " " + pending.sha256() + " " + pending.last());
    }

    void dropPending() {
        catalog.dropFact(PENDING);
    }

    void setSeen(ManifestHead head) {
        catalog.setFact(SEEN, head.seq() + " " + head.last().sha256() + " " + head.baseMillis());
    }
}
