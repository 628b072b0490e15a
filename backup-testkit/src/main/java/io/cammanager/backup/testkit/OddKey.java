package io.cammanager.backup.testkit;

import com.google.common.base.Strings;
import io.cammanager.backup.core.ObjectKey;
import org.jspecify.annotations.Nullable;

/** Keys that file systems allow and that something on the way to a store has been known to mangle. */
enum OddKey {
    SPACES("camera 1/two  spaces.mp4"),
    SPACE_AT_THE_START(" leading"),
    SPACE_AT_THE_END("trailing "),
    ACCENTS_COMPOSED("c\u00e1mara-\u00f1/grabaci\u00f3n.mp4"),
    ACCENTS_DECOMPOSED("ca\u0301mara-n\u0303/grabacio\u0301n.mp4"),
    EMOJI("\ud83c\udfa5/\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67.mp4"),
    CHINESE("\u6444\u50cf\u673a/\u5f55\u50cf.mp4"),
    RIGHT_TO_LEFT("\u0643\u0627\u0645\u064a\u0631\u0627.mp4"),
    FULL_WIDTH("\uff0e\uff0f\uff1f\u2400\u2421.mp4"),
    PLUS("1+1.mp4"),
    PERCENT("100%.mp4"),
    PERCENT_ESCAPE("a%20b%2Fc%252.mp4"),
    HASH("#1.mp4"),
    QUESTION_MARK("why?.mp4"),
    AMPERSAND("a&b&amp;c.mp4"),
    EQUALS_SIGN("a=b.mp4"),
    PUNCTUATION("~!@$^*()_-{}[]|:;`,.mp4"),
    QUOTES("'single' \"double\" <tag>.mp4"),
    BACKSLASH("a\\b.mp4", Deviation.LOSES_BACKSLASH),
    NEWLINE("two\nlines.mp4", Deviation.LOSES_CONTROL_CHARACTERS),
    CARRIAGE_RETURN("two\r\nlines.mp4", Deviation.LOSES_CONTROL_CHARACTERS),
    TAB("a\tb.mp4", Deviation.LOSES_CONTROL_CHARACTERS),
    CONTROL_CHARACTERS("\u0001\u0008\u001b\u001f\u007f.mp4", Deviation.LOSES_CONTROL_CHARACTERS),
    C1_CONTROL_CHARACTERS("\u0085\u009f.mp4", Deviation.LOSES_CONTROL_CHARACTERS),
    DOTS_IN_NAMES("..hidden/...dots/name.."),
    SINGLE_DOT_SEGMENT("a/./b.mp4", Deviation.LOSES_DOT_SEGMENTS),
    DOUBLE_DOT_SEGMENT("a/../b.mp4", Deviation.LOSES_DOT_SEGMENTS),
    EMPTY_SEGMENT("a//b.mp4", Deviation.LOSES_EMPTY_SEGMENTS),
    SLASH_AT_THE_START("/a.mp4", Deviation.LOSES_LEADING_SLASH),
    SLASH_AT_THE_END("directory/", Deviation.LOSES_TRAILING_SLASH),
    LONG_NAME("n".repeat(255)),
    LONGEST_KEY("", Deviation.LOSES_LONGEST_KEYS) {
        @Override
        ObjectKey below(String prefix) {
            String directories = ("d".repeat(99) + "/").repeat(8);
            return new ObjectKey(Strings.padEnd(prefix + directories, ObjectKey.MAX_BYTES, 'k'));
        }
    },
    LONGEST_KEY_IN_UTF8("", Deviation.LOSES_LONGEST_KEYS) {
        @Override
        ObjectKey below(String prefix) {
            String directories = ("\u00f1".repeat(100) + "/").repeat(4);
            String start = prefix + directories;
            int left = ObjectKey.MAX_BYTES - new ObjectKey(start).utf8Length();
            return new ObjectKey(start + "\u00f1".repeat(Math.min(left / 2, 100)));
        }
    };

    private final String suffix;
    private final @Nullable Deviation deviation;

    OddKey(String suffix) {
        this(suffix, null);
    }

    OddKey(String suffix, @Nullable Deviation deviation) {
        this.suffix = suffix;
        this.deviation = deviation;
    }

    /** Returns the key below a prefix that ends in a slash; a leading slash only means something at the very start. */
    ObjectKey below(String prefix) {
        return new ObjectKey(this == SLASH_AT_THE_START ? suffix + prefix + "end" : prefix + suffix);
    }

    /** Returns a prefix of that key without odd characters, as far as it has one. */
    String listedBelow(String prefix) {
        return this == SLASH_AT_THE_START ? suffix : prefix;
    }

    /** Returns what a server that mangles this key is known for, or null when none may. */
    @Nullable Deviation deviation() {
        return deviation;
    }

    /** Returns the same for uploads in parts. */
    @Nullable Deviation deviationInParts() {
        return switch (this) {
            case CONTROL_CHARACTERS -> Deviation.BREAKS_XML_BY_CONTROL_CHARACTERS;
            case LONGEST_KEY, LONGEST_KEY_IN_UTF8 -> Deviation.BREAKS_XML_BY_LONGEST_KEYS;
            default -> deviation;
        };
    }
}
