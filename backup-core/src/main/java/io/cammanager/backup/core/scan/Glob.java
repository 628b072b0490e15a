package io.cammanager.backup.core.scan;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern as a small machine that follows all ways through it at once, so that the time to match grows with the length of
 * the name times that of the pattern, whatever the two are.
 */
final class Glob {
    private final ImmutableList<Step> steps;
    private final Scope scope;
    private final String tail;
    private final boolean open;

    /** Where in a path the pattern has to match. */
    enum Scope {
        /** The whole of it. */
        PATH,
        /** The end of it, from the start of any part. */
        ANY_DEPTH,
        /** The last part: as {@link #ANY_DEPTH}, for patterns that match no slash. */
        NAME
    }

    /** A state of the machine. The state behind the last one is the end of the pattern. */
    sealed interface Step {
        /** Takes one character and goes on to the next step. */
        record One(IntPredicate characters) implements Step {}

        /** Takes any number of characters. */
        record Many(IntPredicate characters) implements Step {}

        /** Goes on at each of these steps. */
        record Fork(ImmutableList<Integer> targets) implements Step {}
    }

    /**
     * Makes the machine.
     *
     * @param tail what every match ends with, as far as that is fixed
     * @param open whether what goes on behind a match is a match too
     */
    Glob(List<Step> steps, Scope scope, String tail, boolean open) {
        this.steps = ImmutableList.copyOf(steps);
        this.scope = scope;
        this.tail = tail;
        this.open = open;
    }

    boolean matches(String path) {
        return path.endsWith(tail) && run(path).get(steps.size());
    }

    /** Says whether there is a path that begins like this and matches. */
    boolean mayMatchBelow(String inside) {
        return scope != Scope.PATH || run(inside).nextSetBit(0) != -1;
    }

    /** Says whether every path that begins like this matches. */
    boolean matchesAllBelow(String inside) {
        return open && run(inside).get(steps.size());
    }

    /** Returns the states that the machine can be in behind the text. */
    private BitSet run(String text) {
        int at = scope == Scope.NAME ? text.lastIndexOf('/') + 1 : 0;
        BitSet states = new BitSet(steps.size() + 1);
        enter(states, 0);
        while (at < text.length() && (scope == Scope.ANY_DEPTH || !states.isEmpty())) {
            int character = text.codePointAt(at);
            states = advance(states, character);
            at += Character.charCount(character);
            if (scope == Scope.ANY_DEPTH && character == '/') {
                enter(states, 0);
            }
        }
        return states;
    }

    private BitSet advance(BitSet states, int character) {
        BitSet next = new BitSet(steps.size() + 1);
        for (int i = states.nextSetBit(0); i >= 0 && i < steps.size(); i = states.nextSetBit(i + 1)) {
            Step step = steps.get(i);
            if (step instanceof Step.One one && one.characters.test(character)) {
                enter(next, i + 1);
            } else if (step instanceof Step.Many many && many.characters.test(character)) {
                enter(next, i);
            }
        }
        return next;
    }

    /** Adds a state and all that are reached from it without a character. */
    private void enter(BitSet states, int state) {
        if (states.get(state)) {
            return;
        }
        states.set(state);
        if (state == steps.size()) {
            return;
        }
        Step step = steps.get(state);
        if (step instanceof Step.Many) {
            enter(states, state + 1);
        } else if (step instanceof Step.Fork fork) {
            fork.targets.forEach(target -> enter(states, target));
        }
    }
}
