package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.daemon.alert.AlertKind.Onset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows which alerts have been told, also across a restart: each is told when it begins, again every
 * {@value #REMINDER_HOURS} hours while it holds, and once more when it ends. What begins and ends within one look interval is
 * not told, unless it comes of a run that has ended. What could not be sent is due again at the next look. Not thread-safe.
 */
final class AlertBook {
    static final int REMINDER_HOURS = 24;

    private static final Duration REMINDER = Duration.ofHours(REMINDER_HOURS);

    private final AlertFile file;
    private final Duration lookInterval;
    private final Map<AlertKey, Entry> entries;

    /**
     * Opens the book.
     *
     * @param lookInterval how long an alert that may come and go must hold, or be gone, before it is told
     */
    AlertBook(AlertFile file, Duration lookInterval) {
        this.file = file;
        this.lookInterval = lookInterval;
        this.entries = file.load();
    }

    /** Takes what was found, and returns what is to be told now. */
    List<Due> look(Findings findings) {
        Instant now = findings.at();
        entries.replaceAll((key, entry) -> entry.notAfter(now));
        List<Due> due = new ArrayList<>();
        Set<AlertKey> holding = new HashSet<>();
        for (Alert alert : findings.holding()) {
            holding.add(alert.key());
            holds(alert, now, due);
        }
        if (ends(findings, holding, due)) {
            file.save(entries);
        }
        return due;
    }

    private void holds(Alert alert, Instant now, List<Due> due) {
        Entry before = entries.getOrDefault(alert.key(), Entry.begun(now, alert.since()));
        Entry entry = before.back();
        entries.put(alert.key(), entry);
        Instant told = entry.told();
        if (told == null) {
            if (settled(alert.key(), entry.begun(), now)) {
                due.add(new Due(Event.BEGAN, alert, entry.since()));
            }
        } else if (Duration.between(told, now).compareTo(REMINDER) >= 0) {
            due.add(new Due(Event.REMINDER, alert, entry.since()));
        }
    }

    /** Returns whether something that was told is of no interest any more. */
    private boolean ends(Findings findings, Set<AlertKey> holding, List<Due> due) {
        boolean changed = false;
        for (Iterator<Map.Entry<AlertKey, Entry>> all = entries.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<AlertKey, Entry> each = all.next();
            AlertKey key = each.getKey();
            Entry entry = each.getValue();
            if (holding.contains(key)) {
                continue;
            }
            Findings.Fate fate = findings.fate(key, entry.begun());
            boolean untold = entry.told() == null || !key.kind().recovers();
            if (fate == Findings.Fate.DROPPED || (fate == Findings.Fate.ENDED && untold)) {
                all.remove();
                changed |= entry.told() != null;
            } else if (fate == Findings.Fate.ENDED) {
                Instant gone = entry.gone() == null ? findings.at() : entry.gone();
                each.setValue(entry.goneSince(gone));
                if (settled(key, gone, findings.at())) {
                    due.add(new Due(Event.ENDED, new Alert(key, entry.since(), Figures.NONE), entry.since()));
                }
            }
        }
        return changed;
    }

    private boolean settled(AlertKey key, Instant since, Instant now) {
        return key.kind().onset() == Onset.AT_ONCE
                || Duration.between(since, now).compareTo(lookInterval) >= 0;
    }

    /** Notes that these have been told, and writes that down. */
    void told(List<Due> due, Instant now) {
        for (Due each : due) {
            AlertKey key = each.alert().key();
            if (each.event() == Event.ENDED) {
                entries.remove(key);
            } else {
                entries.computeIfPresent(key, (same, entry) -> entry.toldAt(now));
            }
        }
        file.save(entries);
    }
}
