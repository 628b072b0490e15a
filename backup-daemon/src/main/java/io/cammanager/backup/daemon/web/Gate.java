package io.cammanager.backup.daemon.web;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Stands before everything that answers: lets in what may come in, and marks every answer as safe to look at. */
final class Gate extends Handler.Wrapper {
    private static final String JSON = "application/json";

    private final HostNames hosts;
    private final @Nullable BearerToken token;

    Gate(WebConfig config, Handler inside) {
        super(inside);
        this.hosts = new HostNames(config.allowedHosts());
        Secret secret = config.token();
        this.token = secret == null ? null : new BearerToken(secret);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Refusal refusal = refusal(request);
        if (refusal == null) {
            Answers.putSafeHeaders(response);
            return super.handle(request, response, callback);
        }
        dropBody(request);
        Answers.send(refusal, response, callback);
        return true;
    }

    private @Nullable Refusal refusal(Request request) {
        HttpFields headers = request.getHeaders();
        if (!hosts.allow(headers.get(HttpHeader.HOST)) || !hosts.allow(Request.getServerName(request))) {
            return new Refusal(
                    421,
                    "the daemon is not known by the name in the Host header: use localhost, its IP address,"
                            + " or a name that its settings allow");
        }
        if (request.getHttpURI().hasViolations()) {
            return Refusal.of(404);
        }
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("POST")) {
            return new Refusal(405, "only GET and POST are answered here", ImmutableMap.of("Allow", "GET, POST"));
        }
        if (token != null && !isHealth(request) && !token.isIn(headers.get(HttpHeader.AUTHORIZATION))) {
            return new Refusal(
                    401,
                    "an Authorization header with the daemon's token is needed: Bearer and what API_TOKEN holds",
                    ImmutableMap.of("WWW-Authenticate", "Bearer realm=\"backup-daemon\""));
        }
        return method.equals("POST") ? refusalOfPost(headers) : null;
    }

    /** A page from elsewhere can make a browser on this machine send a request, though not read the answer. */
    private @Nullable Refusal refusalOfPost(HttpFields headers) {
        String site = headers.get("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return new Refusal(403, "a browser sends this on behalf of another site");
        }
        String origin = headers.get(HttpHeader.ORIGIN);
        if (origin != null && !isOurs(origin)) {
            return new Refusal(403, "the Origin header names another site");
        }
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
            return new Refusal(415, "the Content-Type must be application/json");
        }
        return null;
    }

    /** An address may be anyone's as an origin, other than as a host; so only the loopback ones count. */
    private boolean isOurs(String origin) {
        int authority = origin.indexOf("://");
        return authority > 0 && hosts.allowOrigin(origin.substring(authority + 3));
    }

    private static boolean isHealth(Request request) {
        return Request.getPathInContext(request).startsWith("/health/");
    }

    /** A client that is still sending when its connection is closed may not see the answer. */
    private static void dropBody(Request request) {
        try {
            Bodies.drop(Content.Source.asInputStream(request));
        } catch (IOException e) {
            // the client is gone or too slow: the answer will not reach it either
        }
    }
}
