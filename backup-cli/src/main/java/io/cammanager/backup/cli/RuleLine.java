package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.bucket.RuleChange;
import io.cammanager.backup.core.bucket.RuleWords;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A life-cycle rule as a line of a table, or of JSON. */
final class RuleLine {
    private RuleLine() {}

    /** Returns the line, with a mark for what becomes of the rule. */
    static String marked(RuleChange change) {
        String mark = switch (change.kind()) {
            case ADDED -> "+";
            case CHANGED -> "~";
            case REMOVED -> "-";
            case UNCHANGED, FOREIGN -> " ";
        };
        return mark + " " + text(change);
    }

    static String text(RuleChange change) {
        LifecycleRule rule = change.rule();
        String whose = change.kind() == RuleChange.Kind.FOREIGN ? "others' rule " + Quoted.of(rule.id()) : "";
        return String.format(
                "%-32s  %s%s", about(change), RuleWords.of(rule), whose.isEmpty() ? "" : "  (" + whose + ")");
    }

    /** Returns what the rule is about: a camera by its name, since its prefix may be encrypted. */
    private static String about(RuleChange change) {
        if (change.camera() != null && change.kind() != RuleChange.Kind.FOREIGN) {
            return "camera " + Quoted.of(change.camera());
        }
        String prefix = change.rule().prefix();
        return prefix.isEmpty() ? "the whole bucket" : Quoted.of(prefix);
    }

    static String json(RuleChange change) {
        LifecycleRule rule = change.rule();
        Actions actions = rule.actions();
        JsonLine line = JsonLine.of("rule")
                .put("id", rule.id())
                .put("prefix", rule.prefix())
                .putIfPresent("camera", change.camera())
                .put("change", change.kind().name().toLowerCase(Locale.ROOT))
                .put("enabled", rule.state() == LifecycleRule.State.ENABLED);
        days(line, "expiry_days", actions.expiryDays());
        days(line, "noncurrent_days", actions.noncurrentDays());
        days(line, "abort_uploads_days", actions.abortUploadsDays());
        LifecycleRule.Transition move = actions.transition();
        if (move != null) {
            line.put("transition_days", move.days()).put("storage_class", move.storageClass());
        }
        return line.putIfPresent("beyond", rule.beyond().isEmpty() ? null : rule.beyond())
                .toString();
    }

    private static void days(JsonLine line, String name, @Nullable Integer days) {
        if (days != null) {
            line.put(name, days);
        }
    }
}
