package io.cammanager.backup.core.store.s3;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Gives up a request that stands still, and the request of an interrupted thread. A thread that waits for a socket notices
 * neither: it does not see that it was interrupted, and a server that stops reading what it is sent holds it for as long as
 * it likes. So another thread looks now and then.
 */
final class WatchedHttp implements SdkHttpClient {
    private static final long LOOK_MILLIS = 200;

    private final SdkHttpClient inner;
    private final Duration idleLimit;
    private final Set<RequestWatch> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setNameFormat("s3-watch").setDaemon(true).build());

    private WatchedHttp(SdkHttpClient inner, Duration idleLimit) {
        this.inner = inner;
        this.idleLimit = idleLimit;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the client
    static WatchedHttp around(SdkHttpClient inner, Duration idleLimit) {
        WatchedHttp http = new WatchedHttp(inner, idleLimit);
        long look = Math.max(1, Math.min(LOOK_MILLIS, idleLimit.toMillis() / 4));
        http.thread.scheduleWithFixedDelay(http::look, look, look, TimeUnit.MILLISECONDS);
        return http;
    }

    private void look() {
        long now = System.nanoTime();
        underWay.forEach(watch -> watch.look(now));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        RequestWatch watch = new RequestWatch(idleLimit);
        ExecutableHttpRequest prepared = inner.prepareRequest(watched(request, watch));
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse answer = watch.during(underWay, prepared, prepared::call);
                return answer.responseBody()
                        .map(body -> HttpExecuteResponse.builder()
                                .response(answer.httpResponse())
                                .responseBody(watched(body, watch))
                                .build())
                        .orElse(answer);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static HttpExecuteRequest watched(HttpExecuteRequest request, RequestWatch watch) {
        HttpExecuteRequest.Builder builder = HttpExecuteRequest.builder().request(request.httpRequest());
        request.metricCollector().ifPresent(builder::metricCollector);
        request.contentStreamProvider()
                .ifPresent(content -> builder.contentStreamProvider(() -> watch.sending(content.newStream())));
        return builder.build();
    }

    private AbortableInputStream watched(AbortableInputStream body, RequestWatch watch) {
        return AbortableInputStream.create(watch.receiving(body, body, underWay), body);
    }

    @Override
    public String clientName() {
        return inner.clientName();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        inner.close();
    }
}
