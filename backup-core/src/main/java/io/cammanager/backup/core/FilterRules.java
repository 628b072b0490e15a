package io.cammanager.backup.core;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Filter rules in rclone's syntax, first match wins: {@code "+ PATTERN"} keeps, {@code "- PATTERN"} leaves out, and what no
 * rule matches is kept.
 */
public record FilterRules(List<String> rules) {
    /** What no backup wants: files that a recorder or a desktop has not finished, or should never have written. */
    public static final FilterRules DEFAULT = new FilterRules(List.of("- *.tmp", "- *.part", "- .DS_Store"));

    public FilterRules {
        rules = ImmutableList.copyOf(rules);
        for (String rule : rules) {
            if (!rule.startsWith("+ ") && !rule.startsWith("- ")) {
                throw new IllegalArgumentException("rules must each start with \"+ \" or \"- \", not: " + rule);
            }
        }
    }

    /**
     * Returns these rules with those of {@code --include} and {@code --exclude} flags: excludes first, then these rules, then
     * includes, so that what is left out for good cannot be included again; where there is an include, everything else is
     * left out.
     */
    public FilterRules with(List<String> includes, List<String> excludes) {
        ImmutableList.Builder<String> all = ImmutableList.builder();
        excludes.forEach(pattern -> all.add("- " + pattern));
        all.addAll(rules);
        includes.forEach(pattern -> all.add("+ " + pattern));
        if (!includes.isEmpty()) {
            all.add("- **");
        }
        return new FilterRules(all.build());
    }
}
