package io.cammanager.backup.testkit;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments of the form {@code --name value}, and others. */
final class ToolArguments {
    private static final int USAGE_ERROR = 2;

    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();

    private ToolArguments() {}

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException when an option is not one of the names or has no value
     */
    static ToolArguments parse(Set<String> names, String... args) {
        ToolArguments arguments = new ToolArguments();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                arguments.others.add(args[i]);
                continue;
            }
            if (!names.contains(args[i])) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            arguments.options.put(args[i], args[++i]);
        }
        return arguments;
    }

    @Nullable String text(String name) {
        return options.get(name);
    }

    int number(String name, int otherwise) {
        return Math.toIntExact(bigNumber(name, otherwise));
    }

    long bigNumber(String name, long otherwise) {
        String value = options.get(name);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not " + value, e);
        }
    }

    ImmutableList<String> others() {
        return ImmutableList.copyOf(others);
    }

    /** Ends the program for its wrong usage. */
    static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(USAGE_ERROR);
    }
}
