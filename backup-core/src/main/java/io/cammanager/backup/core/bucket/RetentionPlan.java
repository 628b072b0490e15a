package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import io.cammanager.backup.core.store.RemoteTree;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Makes the rules that a wish comes to. Asks nobody anything. */
final class RetentionPlan {
    private final String prefix;
    private final RuleIds ids;
    private final List<String> problems = new ArrayList<>();

    RetentionPlan(String prefix, RuleIds ids) {
        this.prefix = prefix;
        this.ids = ids;
    }

    /**
     * Returns the rules: one a camera, so that nothing below {@code .cammanager/} ever expires but what was put aside there.
     *
     * @param cameras their names, each with what its keys begin with
     * @param there all rules of the bucket; those of ours that a wish says nothing of stay
     */
    List<LifecycleRule> rules(RetentionWish wish, SortedMap<String, String> cameras, List<LifecycleRule> there) {
        List<LifecycleRule> rules = new ArrayList<>();
        Actions forRecordings = Actions.NONE
                .withExpiry(wish.days())
                .withNoncurrent(wish.noncurrentDays())
                .withTransition(wish.transition());
        cameras.forEach((camera, stored) -> {
            if (stored.chars().anyMatch(Character::isISOControl)) {
                problems.add(
                        "the camera " + Quoted.of(camera) + " has no rule: its name holds a control character, which no"
                                + " life-cycle rule can; rename its directory");
            } else {
                rules.add(LifecycleRule.of(ids.camera(stored), stored, forRecordings));
            }
        });
        rules.add(LifecycleRule.of(
                ids.replaced(),
                prefix + RemoteTree.REPLACED,
                Actions.NONE.withExpiry(wish.replacedDays()).withNoncurrent(wish.noncurrentDays())));
        uploads(wish, there).forEach(rules::add);
        there.stream().filter(rule -> rule.id().equals(ids.leases())).forEach(rules::add);
        requireRoom(rules, there);
        return rules;
    }

    private Stream<LifecycleRule> uploads(RetentionWish wish, List<LifecycleRule> there) {
        Integer days = wish.abortUploadsDays();
        return days == null
                ? there.stream().filter(rule -> rule.id().equals(ids.uploads()))
                : Stream.of(LifecycleRule.of(ids.uploads(), prefix, Actions.NONE.withAbort(days)));
    }

    private void requireRoom(List<LifecycleRule> rules, List<LifecycleRule> there) {
        long others =
                there.stream().filter(rule -> !rule.id().startsWith(ids.own())).count();
        if (rules.size() + others > LifecycleRule.MAX_RULES) {
            throw new BackupException(
                    ExitCode.INCOMPLETE,
                    "a rule for each camera makes " + rules.size() + ", and others have " + others
                            + ": a bucket holds no" + " more than " + LifecycleRule.MAX_RULES
                            + "; give the cameras to several buckets");
        }
    }

    /** Returns which cameras could not be given a rule, and why. */
    List<String> problems() {
        return problems;
    }
}
