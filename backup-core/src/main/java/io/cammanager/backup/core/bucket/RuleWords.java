package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import java.util.ArrayList;
import java.util.List;

/** What a life-cycle rule does, in words. */
public final class RuleWords {
    private RuleWords() {}

    /** Returns the words, such as {@code "expires after 30 days, moves to GLACIER after 7 days"}. */
    public static String of(LifecycleRule rule) {
        Actions actions = rule.actions();
        List<String> words = new ArrayList<>();
        if (actions.expiryDays() != null) {
            words.add("expires after " + days(actions.expiryDays()));
        }
        if (actions.noncurrentDays() != null) {
            words.add("older versions go after " + days(actions.noncurrentDays()));
        }
        LifecycleRule.Transition move = actions.transition();
        if (move != null) {
            words.add("moves to " + move.storageClass() + " after " + days(move.days()));
        }
        if (actions.abortUploadsDays() != null) {
            words.add("unfinished uploads go after " + days(actions.abortUploadsDays()));
        }
        if (!rule.beyond().isEmpty()) {
            words.add(rule.beyond());
        }
        if (words.isEmpty()) {
            words.add("does nothing");
        }
        return String.join(", ", words) + (rule.state() == LifecycleRule.State.DISABLED ? " (switched off)" : "");
    }

    /** Returns the number with its word. */
    public static String days(int days) {
        return days + (days == 1 ? " day" : " days");
    }
}
