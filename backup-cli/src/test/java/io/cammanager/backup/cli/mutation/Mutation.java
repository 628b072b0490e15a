package io.cammanager.backup.cli.mutation;

import java.util.List;

/**
 * A defect of one line or two.
 *
 * @param name what is broken, in a few words
 * @param source of the class that is broken, below the root of the repository
 * @param find the text that is taken out; it must be there exactly once, so that a mutation that has become stale is seen
 * @param put what comes in its place
 * @param rows of the failure matrix, of which at least one must turn red
 */
record Mutation(String name, String source, String find, String put, List<String> rows) {
    /** Returns the source with the defect. */
    String applyTo(String text) {
        int first = text.indexOf(find);
        if (first < 0 || text.indexOf(find, first + 1) >= 0) {
            throw new IllegalStateException("the mutation \"" + name + "\" is stale: its text must be in " + source
                    + " exactly once:\n" + find);
        }
        return text.replace(find, put);
    }

    @Override
    public String toString() {
        return name;
    }
}
