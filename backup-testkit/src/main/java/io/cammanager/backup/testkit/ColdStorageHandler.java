package io.cammanager.backup.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Strings;
import io.cammanager.backup.core.store.ColdStorage;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the server behind it lacks: storage classes that cannot be read before the object was fetched back. Remembers in which
 * class each object was stored, in memory alone; looks at no signature of its own.
 */
final class ColdStorageHandler extends Handler.Wrapper {
    private static final String CLASS = "x-amz-storage-class";

    private final Clock clock;
    private final @Nullable Duration thawTime;
    private final Map<String, Held> objects = new ConcurrentHashMap<>();
    private final Map<String, String> begun = new ConcurrentHashMap<>();

    /**
     * Wraps a handler.
     *
     * @param thawTime how long it takes to fetch an object back; null until {@link #finishThawing}
     */
    ColdStorageHandler(Handler handler, Clock clock, @Nullable Duration thawTime) {
        super(handler);
        this.clock = clock;
        this.thawTime = thawTime;
    }

    /**
     * An object in a cold class.
     *
     * @param readable from when on; null while nobody has asked for it
     */
    private record Held(String storageClass, @Nullable Instant readable) {}

    void finishThawing() {
        Instant now = clock.instant();
        objects.replaceAll((path, held) -> held.readable == null ? held : new Held(held.storageClass, now));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Strings.nullToEmpty(request.getHttpURI().getCanonicalPath());
        String query = Strings.nullToEmpty(request.getHttpURI().getQuery());
        String method = request.getMethod();
        if (method.equals("POST") && query.matches("(.*&)?restore=?(&.*)?")) {
            restore(path, response, callback);
            return true;
        }
        String source = Strings.nullToEmpty(request.getHeaders().get("x-amz-copy-source"));
        boolean isRead = method.equals("GET") && !query.contains("uploadId");
        if ((isRead && isCold(path)) || (!source.isEmpty() && isCold(decoded(source)))) {
            answer(response, callback, 403, "InvalidObjectState");
            return true;
        }
        return super.handle(request, new Watched(request, response, path, query), callback);
    }

    private static String decoded(String source) {
        String path = source.replaceAll("\\?versionId=.*$", "");
        return path.startsWith("/") ? path : "/" + path;
    }

    private boolean isCold(String path) {
        Held held = objects.get(path);
        return held != null && !isReadable(held);
    }

    private boolean isReadable(Held held) {
        return held.readable != null && !clock.instant().isBefore(held.readable);
    }

    private void restore(String path, Response response, Callback callback) {
        Held held = objects.get(path);
        if (held == null) {
            answer(response, callback, 403, "InvalidObjectState");
        } else if (held.readable == null) {
            Instant readable = thawTime == null ? Instant.MAX : clock.instant().plus(thawTime);
            objects.put(path, new Held(held.storageClass, readable));
            answer(response, callback, 202, "");
        } else if (isReadable(held)) {
            answer(response, callback, 200, "");
        } else {
            answer(response, callback, 409, "RestoreAlreadyInProgress");
        }
    }

    private static void answer(Response response, Callback callback, int status, String code) {
        response.setStatus(status);
        String body = code.isEmpty()
                ? ""
                : "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code
                        + "</Message></Error>";
        response.getHeaders().put("Content-Type", "application/xml");
        response.write(true, ByteBuffer.wrap(body.getBytes(UTF_8)), callback);
    }

    /** Notes what a request has stored, once it is answered well, and tells of what is cold. */
    private final class Watched extends Response.Wrapper {
        private final String path;
        private final String query;
        private final AtomicBoolean noted = new AtomicBoolean();

        Watched(Request request, Response response, String path, String query) {
            super(request, response);
            this.path = path;
            this.query = query;
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (noted.compareAndSet(false, true)) {
                if (getStatus() < 300) {
                    note(getRequest().getMethod());
                }
                tell();
            }
            super.write(last, content, callback);
        }

        private void note(String method) {
            String storageClass = Strings.nullToEmpty(getRequest().getHeaders().get(CLASS));
            if (method.equals("POST") && query.matches("uploads=?")) {
                begun.put(path, storageClass);
            } else if (method.equals("POST") && query.contains("uploadId")) {
                stored(Strings.nullToEmpty(begun.remove(path)));
            } else if (method.equals("DELETE") && query.isEmpty()) {
                objects.remove(path);
            } else if (method.equals("PUT") && !query.contains("uploadId")) {
                stored(storageClass);
            }
        }

        private void stored(String storageClass) {
            if (ColdStorage.isCold(storageClass)) {
                objects.put(path, new Held(storageClass, null));
            } else {
                objects.remove(path);
            }
        }

        private void tell() {
            Held held = objects.get(path);
            String method = getRequest().getMethod();
            if (held == null || isCommitted() || !(method.equals("HEAD") || method.equals("GET"))) {
                return;
            }
            getHeaders().put(CLASS, held.storageClass);
            if (held.readable != null) {
                getHeaders()
                        .put(
                                "x-amz-restore",
                                isReadable(held)
                                        ? "ongoing-request=\"false\", expiry-date=\"Fri, 31 Dec 2100 00:00:00 GMT\""
                                        : "ongoing-request=\"true\"");
            }
        }
    }
}
