package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends what Javalin does not: refusals at the gate, and Jetty's own for requests that are no HTTP. */
final class Answers implements Request.Handler {
    /** On every answer: nothing of it may run, be framed, be guessed at, be kept, or tell other sites of us. */
    private static final Map<String, String> SAFE = ImmutableMap.of(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer");

    static void putSafeHeaders(Response response) {
        SAFE.forEach(response.getHeaders()::put);
    }

    static void send(Refusal refusal, Response response, Callback callback) {
        response.setStatus(refusal.status());
        putSafeHeaders(response);
        refusal.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Refusal.CONTENT_TYPE);
        Content.Sink.write(response, true, refusal.body(), callback);
    }

    /** Answers an error of Jetty's; its own page would repeat parts of the request. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        send(Refusal.of(response.getStatus()), response, callback);
        return true;
    }
}
