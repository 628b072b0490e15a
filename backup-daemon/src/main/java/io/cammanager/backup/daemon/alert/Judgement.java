package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.CameraStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers what the rules say about some facts. */
final class Judgement {
    /** So far ahead is no rounding, no daylight saving time of a camera that is off by less, and no slow network. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** A camera that is away for longer has been removed. */
    private static final Duration FORGET_AFTER = Duration.ofDays(7);

    private final Facts facts;
    private final List<Alert> holding = new ArrayList<>();
    private final Map<AlertKind, Instant> evidence = new EnumMap<>(AlertKind.class);

    Judgement(Facts facts) {
        this.facts = facts;
    }

    Facts facts() {
        return facts;
    }

    void hold(AlertKey key, Instant since, Figures figures) {
        holding.add(new Alert(key, since, figures));
    }

    /** Notes since when that is so by which a kind is judged. */
    void judged(AlertKind kind, Instant by) {
        evidence.merge(kind, by, (one, other) -> one.isAfter(other) ? one : other);
    }

    boolean isJudged(AlertKind kind) {
        return evidence.containsKey(kind);
    }

    boolean holds(AlertKind kind) {
        return holding.stream().anyMatch(alert -> alert.kind() == kind);
    }

    boolean longerAgo(Instant time, Duration duration) {
        return Duration.between(time, facts.now()).compareTo(duration) > 0;
    }

    boolean ahead(Instant time) {
        return Duration.between(facts.now(), time).compareTo(AHEAD) > 0;
    }

    boolean forgotten(CameraStatus camera) {
        Instant last = camera.lastRecording();
        return last == null || longerAgo(last, FORGET_AFTER);
    }

    Findings findings() {
        List<CameraStatus> cameras = facts.status().cameras();
        Set<String> all = cameras.stream().map(CameraStatus::camera).collect(Collectors.toSet());
        Set<String> forgotten = cameras.stream()
                .filter(this::forgotten)
                .map(CameraStatus::camera)
                .collect(Collectors.toSet());
        return new Findings(facts.now(), holding, evidence, all, forgotten);
    }
}
