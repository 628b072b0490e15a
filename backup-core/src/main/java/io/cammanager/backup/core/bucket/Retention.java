package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.Versioning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How long the bucket keeps recordings, by life-cycle rules that the store itself carries out. Rules that are not ours are never
 * touched. What is set is read back, since some stores drop a rule, or a part of it, without a word.
 */
public final class Retention {
    private static final String NO_RULES =
            "nothing was set; where the store has no life-cycle rules, what is too old must be removed by other means";

    private final BucketContext context;
    private final Cameras cameras;
    private final RuleIds ids;

    Retention(BucketContext context) {
        this.context = context;
        this.cameras = new Cameras(context);
        this.ids = new RuleIds(context.prefix(), context.crypt() != null);
    }

    /** Whether rules are set, or only shown as they would be. */
    public enum Mode {
        APPLY,
        DRY_RUN
    }

    /** Returns the rules that the bucket has. */
    public RetentionReport show() {
        return BucketContext.told(this::shown, NO_RULES);
    }

    private RetentionReport shown() {
        context.requireBucket();
        List<LifecycleRule> there = context.admin().lifecycle();
        return new RetentionReport(changes(there, ours(there)), uncovered(there), List.of(), List.of());
    }

    /**
     * Sets a rule for each camera that the bucket or the source has.
     *
     * @throws io.cammanager.backup.core.BackupException when the store has no rules, or this key may not set them
     */
    public RetentionReport set(RetentionWish wish, Mode mode) {
        return BucketContext.told(() -> setRules(wish, mode), NO_RULES);
    }

    private RetentionReport setRules(RetentionWish wish, Mode mode) {
        context.requireBucket();
        List<LifecycleRule> there = context.admin().lifecycle();
        RetentionPlan plan = new RetentionPlan(context.prefix(), ids);
        List<LifecycleRule> wanted = plan.rules(wish, cameras.find(), there);
        List<String> problems = new ArrayList<>(plan.problems());
        if (mode == Mode.APPLY) {
            problems.addAll(apply(there, wanted));
        }
        return new RetentionReport(changes(there, wanted), List.of(), hints(wish), problems);
    }

    /** Takes every rule of ours away. */
    public RetentionReport clear(Mode mode) {
        return BucketContext.told(() -> clearRules(mode), NO_RULES);
    }

    private RetentionReport clearRules(Mode mode) {
        context.requireBucket();
        List<LifecycleRule> there = context.admin().lifecycle();
        List<String> problems = mode == Mode.APPLY ? apply(there, List.of()) : List.of();
        return new RetentionReport(changes(there, List.of()), List.of(), List.of(), problems);
    }

    boolean hasRule(String id) {
        return context.admin().lifecycle().stream().anyMatch(rule -> rule.id().equals(id));
    }

    /** Sets one rule and leaves the others as they are. Returns what is wrong with it afterwards. */
    List<String> setAlone(LifecycleRule rule) {
        List<LifecycleRule> there = context.admin().lifecycle();
        context.admin().replaceLifecycle(rule.id(), List.of(rule));
        return new ReadBack(other -> other.id().equals(rule.id()))
                .problems(there, List.of(rule), context.admin().lifecycle());
    }

    RuleIds ids() {
        return ids;
    }

    private List<String> apply(List<LifecycleRule> there, List<LifecycleRule> wanted) {
        if (!Set.copyOf(ours(there)).equals(Set.copyOf(wanted))) {
            context.admin().replaceLifecycle(ids.own(), wanted);
        }
        return new ReadBack(this::isOurs)
                .problems(there, wanted, context.admin().lifecycle());
    }

    private List<LifecycleRule> ours(List<LifecycleRule> rules) {
        return rules.stream().filter(this::isOurs).toList();
    }

    private List<LifecycleRule> others(List<LifecycleRule> rules) {
        return rules.stream().filter(rule -> !isOurs(rule)).toList();
    }

    private boolean isOurs(LifecycleRule rule) {
        return rule.id().startsWith(ids.own());
    }

    private List<RuleChange> changes(List<LifecycleRule> there, List<LifecycleRule> wanted) {
        Map<String, LifecycleRule> before = new LinkedHashMap<>();
        ours(there).forEach(rule -> before.put(rule.id(), rule));
        List<RuleChange> changes = new ArrayList<>();
        for (LifecycleRule rule : wanted) {
            changes.add(new RuleChange(kind(before.remove(rule.id()), rule), rule, camera(rule)));
        }
        before.values().forEach(rule -> changes.add(new RuleChange(RuleChange.Kind.REMOVED, rule, camera(rule))));
        others(there).forEach(rule -> changes.add(new RuleChange(RuleChange.Kind.FOREIGN, rule, camera(rule))));
        return changes;
    }

    private static RuleChange.Kind kind(@Nullable LifecycleRule before, LifecycleRule after) {
        if (before == null) {
            return RuleChange.Kind.ADDED;
        }
        return before.equals(after) ? RuleChange.Kind.UNCHANGED : RuleChange.Kind.CHANGED;
    }

    private @Nullable String camera(LifecycleRule rule) {
        return cameras.nameOf(rule.prefix()).orElse(null);
    }

    private List<String> uncovered(List<LifecycleRule> there) {
        SortedMap<String, String> found = cameras.find();
        ours(there).forEach(rule -> found.values().remove(rule.prefix()));
        return List.copyOf(found.keySet());
    }

    private List<String> hints(RetentionWish wish) {
        List<String> hints = new ArrayList<>();
        if (wish.noncurrentDays() == null && versioning() != Versioning.OFF) {
            hints.add("the bucket keeps versions: what expires is hidden, and takes its space for ever; give"
                    + " --noncurrent-days as well");
        }
        return hints;
    }

    private Versioning versioning() {
        return context.store().versioning();
    }
}
