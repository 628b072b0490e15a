package io.cammanager.backup.testkit.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.testkit.LoggedRequest;
import java.net.URLDecoder;
import java.time.Instant;

/** What a request asks for. The query is without what would let someone else ask the same. */
record Asked(Instant time, String method, String path, String query, String operation, String key) {
    static Asked of(Head head, Instant time) {
        String target = head.word(1);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        query = query.replaceAll(
                "(?i)(X-Amz-(?:Signature|Credential|Security-Token)|Signature|AWSAccessKeyId)=[^&]*", "$1=");
        String named = new LoggedRequest(time, head.word(0), path, query, 0).operation();
        String operation = head.value("x-amz-copy-source") == null
                ? named
                : named.replace("PutObject", "CopyObject").replaceAll("^UploadPart$", "UploadPartCopy");
        return new Asked(time, head.word(0), path, query, operation, keyOf(path));
    }

    private static String keyOf(String path) {
        int slash = path.indexOf('/', 1);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return key; // not encoded as it should be: as it came
        }
    }

    LoggedRequest answered(int status) {
        return new LoggedRequest(time, method, path, query, status);
    }
}
