package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.RemoteTree;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules of the store that would delete recordings too early, or what the backup itself needs. */
final class LifecycleCheck implements Check {
    private static final String NAME = "life cycle";
    private static final List<String> NEEDED = List.of("manifest/", "lease/", "canary");

    private final DoctorContext context;

    LifecycleCheck(DoctorContext context) {
        this.context = context;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = context.remote().admin().lifecycle().stream()
                .filter(rule -> rule.state() == LifecycleRule.State.ENABLED)
                .flatMap(this::findings)
                .toList();
        return findings.isEmpty() ? List.of(Finding.ok(NAME, "no rule deletes anything too early")) : findings;
    }

    private Stream<Finding> findings(LifecycleRule rule) {
        Integer days = rule.actions().expiryDays();
        if (days == null) {
            return Stream.empty();
        }
        String name = "rule " + Quoted.of(rule.id()) + " on "
                + (rule.prefix().isEmpty() ? "the whole bucket" : Quoted.of(rule.prefix()));
        return Stream.concat(own(rule, name), early(rule, days, name));
    }

    private Stream<Finding> own(LifecycleRule rule, String name) {
        String own = context.remote().prefix() + RemoteTree.OWN;
        return NEEDED.stream().anyMatch(needed -> (own + needed).startsWith(rule.prefix()))
                ? Stream.of(Finding.warn(
                        NAME,
                        name + " deletes what the backup itself needs in " + Quoted.of(own),
                        "give each camera a rule of its own: retention set"))
                : Stream.empty();
    }

    private Stream<Finding> early(LifecycleRule rule, int days, String name) {
        Duration kept = context.retention();
        if (!touchesRecordings(rule.prefix()) || (kept != null && days >= kept.toDays())) {
            return Stream.empty();
        }
        return Stream.of(Finding.warn(
                NAME, name + " deletes after " + days + " days, and RETENTION_DAYS is " + days(kept), advice(days)));
    }

    private static String days(@Nullable Duration kept) {
        return kept == null ? "not set" : String.valueOf(kept.toDays());
    }

    private static String advice(int days) {
        return "set RETENTION_DAYS=" + days + ", or what expired there and is still here is sent again";
    }

    private boolean touchesRecordings(String rule) {
        String prefix = context.remote().prefix();
        return prefix.startsWith(rule) || (rule.startsWith(prefix) && !rule.startsWith(prefix + RemoteTree.OWN));
    }
}
