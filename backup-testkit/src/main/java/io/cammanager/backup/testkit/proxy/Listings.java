package io.cammanager.backup.testkit.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways in which the page of a listing can be wrong. */
public final class Listings {
    private static final Pattern OBJECT = Pattern.compile("<Contents>.*?</Contents>", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);
    private static final Pattern TRUNCATED = Pattern.compile("<IsTruncated>.*?</IsTruncated>");
    private static final Pattern TOKEN = Pattern.compile("<NextContinuationToken>.*?</NextContinuationToken>");

    private Listings() {}

    /** Leaves out the objects whose key, as it stands in the page, matches. */
    public static Fault dropping(String regex) {
        Pattern wanted = Pattern.compile(regex);
        return new Fault.Rewrite(
                "drop keys",
                page -> OBJECT.matcher(page).replaceAll(found -> {
                    String object = found.group();
                    return wanted.matcher(keyOf(object)).matches() ? "" : Matcher.quoteReplacement(object);
                }));
    }

    /** Names every object twice. */
    public static Fault repeating() {
        return new Fault.Rewrite(
                "repeat keys",
                page -> OBJECT.matcher(page)
                        .replaceAll(found -> Matcher.quoteReplacement(found.group() + found.group())));
    }

    /** Names the objects of a page from the last one to the first. */
    public static Fault reversing() {
        return new Fault.Rewrite("reverse keys", Listings::reversed);
    }

    private static String reversed(String page) {
        List<String> objects = new ArrayList<>(
                OBJECT.matcher(page).results().map(found -> found.group()).toList());
        Collections.reverse(objects);
        var next = objects.iterator();
        return OBJECT.matcher(page).replaceAll(found -> Matcher.quoteReplacement(next.next()));
    }

    /** Says of every page that there is more, with the same token each time. */
    public static Fault withSameToken(String token) {
        return new Fault.Rewrite("same token", page -> more(page, token));
    }

    /** Says of every page that there is more, with a new token each time: the listing has no end. */
    public static Fault withoutEnd() {
        AtomicLong number = new AtomicLong();
        return new Fault.Rewrite("no end", page -> more(page, "token-" + number.incrementAndGet()));
    }

    /** Says that there is more, and not where. */
    public static Fault withoutToken() {
        return new Fault.Rewrite("truncated without token", page -> more(page, ""));
    }

    /** Says that there is nothing more, whatever there is. */
    public static Fault ending() {
        return new Fault.Rewrite(
                "end early",
                page -> TOKEN.matcher(TRUNCATED.matcher(page).replaceAll("<IsTruncated>false</IsTruncated>"))
                        .replaceAll(""));
    }

    /** Gives the first page that came by to everyone who asks after that. */
    public static Fault stale() {
        AtomicReference<String> first = new AtomicReference<>();
        UnaryOperator<String> change = page -> {
            String kept = first.compareAndExchange(null, page);
            return kept == null ? page : kept;
        };
        return new Fault.Rewrite("stale page", change);
    }

    private static String more(String page, String token) {
        String says = "<IsTruncated>true</IsTruncated>"
                + (token.isEmpty() ? "" : "<NextContinuationToken>" + token + "</NextContinuationToken>");
        return TRUNCATED.matcher(TOKEN.matcher(page).replaceAll("")).replaceAll(Matcher.quoteReplacement(says));
    }

    private static String keyOf(String object) {
        Matcher key = KEY.matcher(object);
        return key.find() ? key.group(1) : "";
    }
}
