package io.cammanager.backup.core.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;

/** The file of a large recording while it is put together out of ranges, and which of them it has. */
record RangedFile(StagedFile file, FinishedRanges finished) {
    /**
     * Returns the name of the file that holds bytes of just this object, in ranges of just this size; another object at the
     * same key has another name. Empty where the store tells no objects apart.
     */
    static String name(Source source, long rangeBytes) {
        if (source.etag().isEmpty()) {
            return "";
        }
        Hasher hasher = Hashing.sha256().newHasher();
        String version = source.versionId() == null ? "" : source.versionId();
        for (String part : new String[] {source.key().value(), version, source.etag()}) {
            byte[] bytes = part.getBytes(UTF_8);
            hasher.putInt(bytes.length).putBytes(bytes);
        }
        return hasher.putLong(source.size()).putLong(rangeBytes).hash().toString();
    }
}
