package io.cammanager.backup.core.store.s3;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Gives up the request of an interrupted thread. A thread that waits for the bytes of a socket does not notice that it was
 * interrupted, and a store may let it wait for a minute; so another thread looks now and then.
 */
final class InterruptibleHttp implements SdkHttpClient {
    private static final long LOOK_MILLIS = 200;

    private final SdkHttpClient inner;
    private final Map<Thread, ExecutableHttpRequest> underWay = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setNameFormat("s3-watch").setDaemon(true).build());

    private InterruptibleHttp(SdkHttpClient inner) {
        this.inner = inner;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the client
    static InterruptibleHttp around(SdkHttpClient inner) {
        InterruptibleHttp http = new InterruptibleHttp(inner);
        http.watch.scheduleWithFixedDelay(http::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return http;
    }

    private void look() {
        underWay.forEach((thread, request) -> {
            if (thread.isInterrupted()) {
                request.abort();
            }
        });
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = inner.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                underWay.put(Thread.currentThread(), prepared);
                try {
                    return prepared.call();
                } finally {
                    underWay.remove(Thread.currentThread());
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return inner.clientName();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        inner.close();
    }
}
