package io.cammanager.backup.core.scan;

import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import java.util.function.IntPredicate;

/**
 * The inside of {@code [ ]}, which means what it means in a regular expression: {@code ^} negates, {@code !} does not.
 */
final class GlobClass {
    private final String text;
    private int at;

    private GlobClass(String text) {
        this.text = text;
    }

    static IntPredicate parse(String text) {
        return new GlobClass(text).parse();
    }

    /** Says whether a backslash before this character takes its meaning away and gives it no other. */
    static boolean isPunctuation(int character) {
        return character > ' ' && character < 0x7f && !Character.isLetterOrDigit(character);
    }

    private IntPredicate parse() {
        boolean negated = text.startsWith("^");
        at = negated ? 1 : 0;
        if (at == text.length()) {
            throw new GlobSyntaxException("nothing in '[ ]'");
        }
        RangeSet<Integer> ranges = TreeRangeSet.create();
        while (at < text.length()) {
            int first = character();
            boolean range = at + 1 < text.length() && text.charAt(at) == '-';
            if (range) {
                at++;
            }
            int last = range ? character() : first;
            if (last < first) {
                throw new GlobSyntaxException("a range that ends before it begins");
            }
            ranges.add(Range.closed(first, last));
        }
        ImmutableRangeSet<Integer> characters = ImmutableRangeSet.copyOf(ranges);
        return c -> characters.contains(c) != negated;
    }

    private int character() {
        int character = text.codePointAt(at);
        at += Character.charCount(character);
        if (character == '[') {
            throw new GlobSyntaxException("'[' inside of '[ ]'");
        }
        if (character != '\\') {
            return character;
        }
        if (at == text.length() || !isPunctuation(text.charAt(at))) {
            throw new GlobSyntaxException("'\\' before a character that needs none");
        }
        return text.charAt(at++);
    }
}
