package io.cammanager.backup.testkit.proxy;

import java.util.regex.Pattern;

/**
 * Which requests a rule is for. Every part is a regular expression that the whole text must match.
 *
 * @param method such as {@code PUT}
 * @param operation S3's name, such as {@code UploadPart} or {@code ListObjectsV2}
 * @param key decoded, without the bucket; empty for requests of the bucket
 * @param query as it was sent, without the question mark
 */
public record Match(Pattern method, Pattern operation, Pattern key, Pattern query) {
    private static final Pattern ANY = compiled(".*");

    /** Returns what every request matches. */
    public static Match any() {
        return new Match(ANY, ANY, ANY, ANY);
    }

    /** Returns what requests of these operations match. */
    public static Match operation(String regex) {
        return new Match(ANY, compiled(regex), ANY, ANY);
    }

    public Match withMethod(String regex) {
        return new Match(compiled(regex), operation, key, query);
    }

    public Match withKey(String regex) {
        return new Match(method, operation, compiled(regex), query);
    }

    /** Also looks at the query: a later page of a listing has {@code .*continuation-token=.*} in it. */
    public Match withQuery(String regex) {
        return new Match(method, operation, key, compiled(regex));
    }

    private static Pattern compiled(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    boolean matches(Asked asked) {
        return method.matcher(asked.method()).matches()
                && operation.matcher(asked.operation()).matches()
                && key.matcher(asked.key()).matches()
                && query.matcher(asked.query()).matches();
    }
}
