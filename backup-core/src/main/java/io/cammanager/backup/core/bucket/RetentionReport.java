package io.cammanager.backup.core.bucket;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.ExitCode;
import java.util.List;

/**
 * What the bucket's life-cycle rules are, or have become.
 *
 * @param rules ours first, then those of others
 * @param uncovered cameras that no rule of ours is about
 * @param problems what the store did otherwise than it was asked to, a sentence each
 */
public record RetentionReport(
        List<RuleChange> rules, List<String> uncovered, List<String> hints, List<String> problems) {
    public RetentionReport {
        rules = ImmutableList.copyOf(rules);
        uncovered = ImmutableList.copyOf(uncovered);
        hints = ImmutableList.copyOf(hints);
        problems = ImmutableList.copyOf(problems);
    }

    public ExitCode exitCode() {
        return problems.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    /** Returns how many rules there are of a kind. */
    public long count(RuleChange.Kind kind) {
        return rules.stream().filter(rule -> rule.kind() == kind).count();
    }
}
