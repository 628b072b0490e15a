package io.cammanager.backup.cli.progress;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.report.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a snapshot into a few lines, each no wider than asked. */
final class ProgressText {
    private static final int MAX_FLIGHTS = 6;
    private static final int MIN_WIDTH = 20;
    private static final String SEPARATOR = "  ·  ";

    private final Messages messages;

    ProgressText(Messages messages) {
        this.messages = messages;
    }

    List<String> lines(Snapshot now, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : wrapped(parts(now), width)) {
            lines.add(clip(line, width));
        }
        List<Snapshot.Flight> flights = now.flights();
        // The last line says how many more there are, unless that would be just one.
        int shown = flights.size() <= MAX_FLIGHTS + 1 ? flights.size() : MAX_FLIGHTS;
        for (Snapshot.Flight flight : flights.subList(0, shown)) {
            lines.add(flight(flight, width));
        }
        if (shown < flights.size()) {
            lines.add(clip("  " + messages.text("progress.more", messages.count(flights.size() - shown)), width));
        }
        return lines;
    }

    /** Returns the whole in one line. */
    String line(Snapshot now) {
        return String.join(SEPARATOR, parts(now));
    }

    private List<String> parts(Snapshot now) {
        List<String> parts = new ArrayList<>();
        if (now.phase() != null) {
            parts.add(messages.text("phase." + now.phase().name().toLowerCase(Locale.ROOT)));
        }
        addCounts(parts, now);
        if (now.failed() > 0) {
            parts.add(messages.text("progress.failed", messages.count(now.failed())));
        }
        return parts;
    }

    /** Puts as many parts on a line as fit. */
    private static List<String> wrapped(List<String> parts, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            if (line.length() > 0 && line.length() + SEPARATOR.length() + part.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : SEPARATOR).append(part);
        }
        lines.add(line.toString());
        return lines;
    }

    private void addCounts(List<String> parts, Snapshot now) {
        if (now.totalFiles() == null && now.scanned() > 0) {
            parts.add(messages.text("progress.scanned", messages.count(now.scanned())));
        }
        if (now.totalFiles() != null || now.files() > 0) {
            String files = messages.count(now.files());
            parts.add(
                    now.totalFiles() == null
                            ? messages.text("progress.files", files)
                            : messages.text("progress.filesOf", files, messages.count(now.totalFiles())));
            parts.add(amount(now.bytes(), now.totalBytes()));
        }
        if (now.bytesPerSecond() > 0) {
            parts.add(messages.size((long) now.bytesPerSecond()) + "/s");
            Long total = now.totalBytes();
            if (total != null && total > now.bytes()) {
                long millis = (long) ((total - now.bytes()) / now.bytesPerSecond() * 1000);
                parts.add(messages.text("progress.left", messages.duration(millis)));
            }
        }
        if (now.verified() > 0) {
            parts.add(messages.text("progress.verified", messages.count(now.verified())));
        }
    }

    private String flight(Snapshot.Flight flight, int width) {
        String amount = String.format("  %21s  ", amount(flight.sent(), flight.size()));
        String name = Quoted.of(flight.path());
        int room = Math.max(width, MIN_WIDTH) - amount.length();
        return clip(amount + (name.length() > room ? tail(name, room) : name), width);
    }

    private String amount(long part, @Nullable Long whole) {
        String done = messages.size(part);
        return whole == null ? done : messages.text("progress.of", done, messages.size(whole));
    }

    /** The end of a recording's name tells more than its beginning. */
    private static String tail(String name, int room) {
        if (room < 2) {
            return "";
        }
        int start = name.length() - room + 1;
        return "…" + name.substring(Character.isLowSurrogate(name.charAt(start)) ? start + 1 : start);
    }

    private static String clip(String line, int width) {
        int room = Math.max(width, MIN_WIDTH);
        if (line.length() <= room) {
            return line;
        }
        int end = room - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
