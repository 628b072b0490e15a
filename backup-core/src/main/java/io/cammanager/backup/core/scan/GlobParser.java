package io.cammanager.backup.core.scan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads one pattern. */
final class GlobParser {
    /** Long enough for every rule of a person, short enough for the machine to be followed by recursion. */
    private static final int MAX_LENGTH = 1024;

    private final String glob;
    private int at;
    private final List<Glob.Step> steps = new ArrayList<>();
    private final StringBuilder tail = new StringBuilder();
    private boolean open;
    private boolean matchesSlash;

    /** Where the braces that we are in began, or -1. */
    private int fork = -1;

    private final List<Integer> alternatives = new ArrayList<>();
    private final List<Integer> exits = new ArrayList<>();

    private GlobParser(String glob) {
        this.glob = glob;
    }

    static Glob parse(String glob) {
        if (glob.isEmpty()) {
            throw new GlobSyntaxException("it has no pattern");
        }
        if (glob.length() > MAX_LENGTH) {
            throw new GlobSyntaxException("its pattern is longer than " + MAX_LENGTH + " characters");
        }
        // Every file has a name, and so the one is the other; the second also tells about directories.
        return new GlobParser(glob.equals("*") ? "**" : glob).parse();
    }

    private Glob parse() {
        boolean rooted = glob.startsWith("/");
        at = rooted ? 1 : 0;
        while (at < glob.length()) {
            int character = glob.codePointAt(at);
            at += Character.charCount(character);
            token(character);
        }
        if (fork >= 0) {
            throw new GlobSyntaxException("'{' without '}'");
        }
        Glob.Scope scope = rooted ? Glob.Scope.PATH : matchesSlash ? Glob.Scope.ANY_DEPTH : Glob.Scope.NAME;
        return new Glob(steps, scope, tail.toString(), open);
    }

    private void token(int character) {
        switch (character) {
            case '*' -> stars();
            case '?' -> step(new Glob.Step.One(c -> c != '/'));
            case '[' -> characterClass();
            case ']' -> throw new GlobSyntaxException("']' without '['");
            case '{' -> openBrace();
            case '}' -> closeBrace();
            case '\\' -> literal(escaped());
            case ',' -> comma();
            default -> literal(character);
        }
    }

    private void stars() {
        int first = at - 1;
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        if (at - first > 2) {
            throw new GlobSyntaxException("more than two stars in a row");
        }
        boolean twoStars = at - first == 2;
        step(new Glob.Step.Many(c -> twoStars || c != '/'));
        matchesSlash |= twoStars;
        open = twoStars && fork < 0;
    }

    private void characterClass() {
        int end = glob.indexOf(']', at);
        if (end < 0) {
            throw new GlobSyntaxException("'[' without ']'");
        }
        IntPredicate characters = GlobClass.parse(glob.substring(at, end));
        matchesSlash |= characters.test('/');
        at = end + 1;
        step(new Glob.Step.One(characters));
    }

    private int escaped() {
        if (at == glob.length()) {
            throw new GlobSyntaxException("nothing behind the last '\\'");
        }
        char character = glob.charAt(at++);
        if (!GlobClass.isPunctuation(character)) {
            throw new GlobSyntaxException("'\\' before a character that needs none");
        }
        return character;
    }

    private void literal(int character) {
        String before = tail.toString();
        step(new Glob.Step.One(c -> c == character));
        matchesSlash |= character == '/';
        if (fork < 0) {
            tail.append(before).appendCodePoint(character);
        }
    }

    private void openBrace() {
        if (glob.startsWith("{", at)) {
            throw new GlobSyntaxException("regular expressions in {{ }} are not supported");
        }
        if (fork >= 0) {
            throw new GlobSyntaxException("'{' inside of '{ }'");
        }
        fork = steps.size();
        step(new Glob.Step.Fork(ImmutableList.of())); // its targets are not known yet
        alternatives.add(steps.size());
    }

    private void comma() {
        if (fork < 0) {
            literal(',');
            return;
        }
        exits.add(steps.size());
        step(new Glob.Step.Fork(ImmutableList.of()));
        alternatives.add(steps.size());
    }

    private void closeBrace() {
        if (fork < 0) {
            throw new GlobSyntaxException("'}' without '{'");
        }
        steps.set(fork, new Glob.Step.Fork(ImmutableList.copyOf(alternatives)));
        for (int exit : exits) {
            steps.set(exit, new Glob.Step.Fork(ImmutableList.of(steps.size())));
        }
        alternatives.clear();
        exits.clear();
        fork = -1;
        open = false;
        tail.setLength(0);
    }

    private void step(Glob.Step step) {
        steps.add(step);
        tail.setLength(0);
        open = false;
    }
}
