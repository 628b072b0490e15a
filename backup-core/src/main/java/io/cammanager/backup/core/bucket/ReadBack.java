package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.LifecycleRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Compares the rules that a store was given with those that it then has. */
final class ReadBack {
    private final Predicate<LifecycleRule> replaced;

    /**
     * Makes the comparison.
     *
     * @param replaced says which rules were to be replaced; all others were to stay
     */
    ReadBack(Predicate<LifecycleRule> replaced) {
        this.replaced = replaced;
    }

    /** Returns what is not as it was asked for, a sentence each. */
    List<String> problems(List<LifecycleRule> before, List<LifecycleRule> wanted, List<LifecycleRule> after) {
        List<String> problems = new ArrayList<>();
        Map<String, LifecycleRule> found = new LinkedHashMap<>();
        after.stream().filter(replaced).forEach(rule -> found.put(rule.id(), rule));
        for (LifecycleRule rule : wanted) {
            LifecycleRule kept = found.remove(rule.id());
            if (kept == null) {
                problems.add("the store dropped the rule for " + words(rule)
                        + ", without a word: what is there will stay; ask who runs the store");
            } else if (!kept.equals(rule)) {
                problems.add("the store changed a rule without a word: it has " + words(kept) + ", and was given "
                        + words(rule) + "; ask who runs the store, or set what it can keep");
            }
        }
        found.values()
                .forEach(rule -> problems.add("the store kept the rule for " + words(rule)
                        + ", which was to go: remove it with another client"));
        before.stream()
                .filter(rule -> !replaced.test(rule) && !after.contains(rule))
                .forEach(rule -> problems.add("a rule that is not ours, " + Quoted.of(rule.id()) + " for " + words(rule)
                        + ", is not as it was: set it again"));
        return problems;
    }

    private static String words(LifecycleRule rule) {
        String prefix = rule.prefix().isEmpty() ? "the whole bucket" : Quoted.of(rule.prefix());
        return prefix + " (" + RuleWords.of(rule) + ")";
    }
}
