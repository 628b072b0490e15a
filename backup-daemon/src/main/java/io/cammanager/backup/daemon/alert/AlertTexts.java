package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.report.Messages;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;

/**
 * Says alerts in the language of the user: what, since when, which camera, why, and what to do. Whatever comes from outside
 * is one line and without control characters.
 */
final class AlertTexts {
    private static final int MAX_CAMERAS = 20;
    private static final int MAX_NAME_CHARS = 80;

    private final AlertConfig config;
    private final Locale locale;
    private final Messages quantities;
    private final ResourceBundle bundle;
    private final DateTimeFormatter time;

    AlertTexts(AlertConfig config, ZoneId zone) {
        this.config = config;
        this.locale = config.locale();
        this.quantities = new Messages(locale);
        this.bundle = ResourceBundle.getBundle(AlertTexts.class.getPackageName() + ".alerts", locale);
        this.time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT).withZone(zone);
    }

    Notification test(Instant now) {
        return new Notification(
                Event.TEST,
                "test",
                Severity.INFO,
                subject(Event.TEST, text("test.title")),
                text("test.what", host()),
                List.of(),
                null,
                now,
                config.host());
    }

    /** Returns one message for alerts of one kind that are told for the same reason. */
    Notification of(List<Due> group, Instant now) {
        Due first = group.get(0);
        AlertKind kind = first.alert().kind();
        List<String> cameras = group.stream()
                .map(due -> due.alert().key().camera())
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        Object[] values = values(group, cameras);
        return new Notification(
                first.event(),
                kind.code(),
                first.event() == Event.ENDED ? Severity.INFO : kind.severity(),
                subject(first.event(), text(kind.code() + ".title", values)),
                body(group, cameras, values, now),
                cameras,
                since(group),
                now,
                config.host());
    }

    private String subject(Event event, String title) {
        return text("subject." + event.code(), host(), title);
    }

    private String host() {
        return shortened(config.host());
    }

    private String body(List<Due> group, List<String> cameras, Object[] values, Instant now) {
        Due first = group.get(0);
        String kind = first.alert().kind().code();
        List<String> lines = new ArrayList<>();
        boolean ended = first.event() == Event.ENDED;
        lines.add(text(kind + (ended ? ".ended" : ".what"), values));
        Instant since = since(group);
        String lasting =
                quantities.duration(Math.max(0, Duration.between(since, now).toMillis()));
        lines.add(text(ended ? "lasted" : "since", time.format(since), lasting));
        if (!cameras.isEmpty()) {
            lines.add(text("cameras", cameras.size(), names(cameras)));
        }
        String problem = first.alert().figures().problem();
        if (problem != null) {
            lines.add(text("reason", Quoted.of(problem)));
        }
        if (!ended) {
            lines.add(text("todo", text(kind + ".todo", values)));
        }
        return String.join("\n", lines);
    }

    private static Instant since(List<Due> group) {
        return group.stream().map(Due::since).min(Instant::compareTo).orElseThrow();
    }

    private String names(List<String> cameras) {
        String names = String.join(
                ", ",
                cameras.stream().limit(MAX_CAMERAS).map(AlertTexts::shortened).toList());
        int more = cameras.size() - MAX_CAMERAS;
        return more > 0 ? text("more", names, more) : names;
    }

    /** The arguments of every text of a kind: cameras, the first of them, files, size, free space, and the limits. */
    private Object[] values(List<Due> group, List<String> cameras) {
        List<Figures> figures = group.stream().map(due -> due.alert().figures()).toList();
        return new Object[] {
            cameras.size(),
            cameras.isEmpty() ? "" : shortened(cameras.get(0)),
            figures.stream().mapToLong(Figures::files).sum(),
            quantities.size(figures.stream().mapToLong(Figures::bytes).sum()),
            quantities.size(figures.get(0).freeBytes()),
            quantities.duration(config.thresholds().patience().toMillis()),
            quantities.duration(config.thresholds().overdue().toMillis()),
            quantities.duration(config.thresholds().silentAfter().toMillis())
        };
    }

    private static String shortened(String name) {
        String quoted = Quoted.of(name);
        if (quoted.length() <= MAX_NAME_CHARS) {
            return quoted;
        }
        int end = Character.isHighSurrogate(quoted.charAt(MAX_NAME_CHARS - 1)) ? MAX_NAME_CHARS - 1 : MAX_NAME_CHARS;
        return quoted.substring(0, end) + "…";
    }

    /** Returns a text by its key, with the values in it. */
    String text(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }
}
