package io.cammanager.backup.core.scan;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.FilterRules;
import io.cammanager.backup.core.Quoted;

/**
 * Decides by rclone's rules which files are meant. Paths are relative, their parts separated by {@code /}; the first rule
 * that matches wins; what none matches is meant.
 *
 * <table>
 * <caption>Patterns</caption>
 * <tr><td>{@code a.mp4}</td><td>of this name, in any directory</td></tr>
 * <tr><td>{@code /a.mp4}</td><td>of this path from the root</td></tr>
 * <tr><td>{@code dir/}</td><td>everything below such a directory; to keep it, write {@code dir/**}</td></tr>
 * <tr><td>{@code *}, {@code **}, {@code ?}</td><td>anything but {@code /}; anything; one character but {@code /}</td></tr>
 * <tr><td>{@code [a-z]}, {@code [^a-z]}</td><td>one of these characters; none of them ({@code [!a]} is {@code !} or {@code a})
 * </td></tr>
 * <tr><td>{@code {a,b}}</td><td>either</td></tr>
 * <tr><td>{@code \*}</td><td>the character itself</td></tr>
 * </table>
 *
 * <p>Regular expressions, {@code {{…}}}, are not taken. One difference is on purpose: with {@code + a/b} and {@code - **}
 * rclone does not look into {@code x} and so misses {@code x/a/b}; here it is meant, as the rule says.
 */
public final class NameFilter {
    private final ImmutableList<Rule> rules;

    private NameFilter(ImmutableList<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Prepares the rules.
     *
     * @throws IllegalArgumentException for a pattern that cannot be understood; names the rule
     */
    public static NameFilter of(FilterRules rules) {
        ImmutableList.Builder<Rule> compiled = ImmutableList.builder();
        for (String rule : rules.rules()) {
            boolean keeps = rule.startsWith("+");
            String pattern = rule.substring(2);
            try {
                if (!pattern.endsWith("/")) {
                    compiled.add(new Rule(keeps, GlobParser.parse(pattern)));
                } else if (!keeps) {
                    compiled.add(new Rule(false, GlobParser.parse(pattern + "**")));
                } // else: rclone too takes it to mean the directory and nothing in it
            } catch (GlobSyntaxException e) {
                throw new IllegalArgumentException(
                        "cannot use the filter rule \"" + Quoted.of(rule) + "\": " + e.reason(), e);
            }
        }
        return new NameFilter(compiled.build());
    }

    /** Says whether the file of this path is meant. */
    public boolean includes(String path) {
        for (Rule rule : rules) {
            if (rule.glob.matches(path)) {
                return rule.keeps;
            }
        }
        return true;
    }

    /** Says whether any file below this directory can be meant; when not, it need not be looked into. */
    public boolean mayHoldIncluded(String directory) {
        String inside = directory + "/";
        for (Rule rule : rules) {
            if (rule.keeps && rule.glob.mayMatchBelow(inside)) {
                return true;
            }
            if (!rule.keeps && rule.glob.matchesAllBelow(inside)) {
                return false;
            }
        }
        return true;
    }

    private record Rule(boolean keeps, Glob glob) {}
}
