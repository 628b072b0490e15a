package io.cammanager.backup.core.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Selection;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bucket remembers of a hold: a line for each fact, its name and its values, those percent-encoded, since names of
 * cameras and reasons may hold anything.
 */
record HoldRecord(Hold hold, List<HeldVersion> versions) {
    private static final String TITLE = "cammanager-hold 1";

    HoldRecord {
        versions = ImmutableList.copyOf(versions);
    }

    String format() {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        line(text, "id", hold.id());
        line(text, "reason", hold.reason());
        line(text, "by", hold.by());
        line(text, "at", hold.at().toString());
        Selection selection = hold.selection();
        selection.cameras().forEach(camera -> line(text, "camera", camera));
        if (selection.from() != null) {
            line(text, "from", selection.from().toString());
        }
        if (selection.to() != null) {
            line(text, "to", selection.to().toString());
        }
        versions.forEach(version -> line(text, "version", version.key().value(), version.versionId()));
        return text.append("end\n").toString();
    }

    private static void line(StringBuilder text, String name, String... values) {
        text.append(name);
        for (String value : values) {
            text.append(' ').append(URLEncoder.encode(value, UTF_8));
        }
        text.append('\n');
    }

    /** Returns the record, or nothing when the text is none, or only the beginning of one. */
    static Optional<HoldRecord> parse(String text) {
        Iterator<String> lines = Splitter.on('\n').split(text).iterator();
        if (!lines.next().equals(TITLE)) {
            return Optional.empty();
        }
        try {
            return new Reader(lines).read();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // somebody wrote it by hand
        }
    }

    private static final class Reader {
        private final Iterator<String> lines;
        private final Set<String> cameras = new LinkedHashSet<>();
        private final List<HeldVersion> versions = new ArrayList<>();
        private String id = "";
        private String reason = "";
        private String by = "";
        private Instant at = Instant.EPOCH;
        private @Nullable LocalDateTime from;
        private @Nullable LocalDateTime to;

        Reader(Iterator<String> lines) {
            this.lines = lines;
        }

        Optional<HoldRecord> read() {
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.equals("end")) {
                    Hold hold = new Hold(id, new Selection(cameras, from, to), reason, by, at, versions.size());
                    return Optional.of(new HoldRecord(hold, versions));
                }
                List<String> words = Splitter.on(' ').splitToList(line);
                take(words.get(0), words.subList(1, words.size()));
            }
            return Optional.empty();
        }

        private void take(String name, List<String> encoded) {
            List<String> values = encoded.stream()
                    .map(value -> URLDecoder.decode(value, UTF_8))
                    .toList();
            String value = values.isEmpty() ? "" : values.get(0);
            switch (name) {
                case "id" -> id = value;
                case "reason" -> reason = value;
                case "by" -> by = value;
                case "at" -> at = Instant.parse(value);
                case "camera" -> cameras.add(value);
                case "from" -> from = LocalDateTime.parse(value);
                case "to" -> to = LocalDateTime.parse(value);
                case "version" -> versions.add(new HeldVersion(new ObjectKey(value), values.get(1)));
                default -> throw new IllegalArgumentException("a line that no hold has: " + name);
            }
        }
    }
}
