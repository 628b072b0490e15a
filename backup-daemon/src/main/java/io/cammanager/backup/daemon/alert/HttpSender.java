package io.cammanager.backup.daemon.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Sends HTTP requests that need no answer but "taken". Follows no redirect: a message may not end up where nobody sent it.
 * Server errors and 429 are tried again, other refusals are not.
 */
final class HttpSender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client;
    private final Tries tries;

    HttpSender(HttpClient client, Tries tries) {
        this.client = client;
        this.tries = tries;
    }

    /** Returns a client that goes by the proxy settings of the JVM. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.getDefault())
                .build();
    }

    /**
     * Sends a request.
     *
     * @param request made anew for each try, since a signature has its time
     */
    void send(Supplier<HttpRequest.Builder> request) throws IOException {
        tries.run(() -> once(request.get().timeout(TIMEOUT).build()));
    }

    private void once(HttpRequest request) throws IOException {
        int status = status(request);
        if (status >= 500 || status == 429) {
            throw new IOException("answered " + status);
        }
        if (status < 200 || status >= 300) {
            throw new RefusedException("answered " + status);
        }
    }

    /** The body is left unread, so that it need not end. */
    private int status(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) { // its message may name the address
            throw new IOException(reason(e));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof ConnectException) {
            return "no connection";
        }
        return e instanceof SSLException ? "TLS failed" : e.getClass().getSimpleName();
    }
}
