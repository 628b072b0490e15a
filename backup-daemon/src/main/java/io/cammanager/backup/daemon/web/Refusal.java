package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.daemon.json.JsonText;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An answer other than the one that was asked for, in the shape of RFC 9457. Its sentence is ours alone: it repeats nothing
 * of the request.
 *
 * @param headers to be set besides
 */
record Refusal(int status, String detail, Map<String, String> headers) {
    static final String CONTENT_TYPE = "application/problem+json";

    Refusal {
        headers = ImmutableMap.copyOf(headers);
    }

    Refusal(int status, String detail) {
        this(status, detail, Map.of());
    }

    /** Returns the refusal for a status about which there is no more to say. */
    static Refusal of(int status) {
        return new Refusal(status, HttpStatus.getMessage(status));
    }

    String body() {
        return JsonText.object(json -> json.put("type", "about:blank")
                        .put("title", HttpStatus.getMessage(status))
                        .put("status", status)
                        .put("detail", detail))
                + "\n";
    }

    /** Carries a refusal out of a handler. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Thrown(int status, String detail) {
            super(detail, null, false, false);
            this.refusal = new Refusal(status, detail);
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
