package io.cammanager.backup.daemon.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is answered by what. Each of them is described in {@code openapi.yaml}. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String JSON = "application/json";
    private static final String API = "/api/v1";

    private final HealthPages health;
    private final StatusPages status;
    private final JobPages jobs;
    private final EventStream events;
    private final MetricsPage metrics;
    private final Limits limits;
    private final String openApi = openApi();

    Routes(WebSources sources, JobBook book, EventStream events, Limits limits) {
        this.health = new HealthPages(sources);
        this.status = new StatusPages(sources.control());
        this.jobs = new JobPages(sources.control(), book);
        this.events = events;
        this.metrics = sources.metrics();
        this.limits = limits;
    }

    /** Returns the application, to be run as a servlet. */
    Javalin application() {
        return Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        routes(config.routes);
        failures(config.routes);
    }

    private void routes(RoutesConfig routes) {
        routes.get("/health/live", context -> answer(context, health.live()));
        routes.get("/health/ready", context -> answer(context, health.ready()));
        routes.get("/health/started", context -> answer(context, health.started()));
        routes.get("/metrics", this::metrics);
        routes.get(API + "/openapi.yaml", context -> answer(context, "application/yaml", openApi));
        routes.get(API + "/status", context -> answer(context, JSON, status.status()));
        routes.get(API + "/runs", context -> answer(context, JSON, status.runs(context.queryParam("limit"))));
        routes.get(API + "/runs/{id}", context -> answer(context, JSON, status.run(context.pathParam("id"))));
        routes.get(API + "/cameras", context -> answer(context, JSON, status.cameras()));
        routes.get(API + "/events", events::answer);
        routes.post(API + "/jobs", this::requestJob);
        routes.get(
                API + "/jobs/{id}",
                context -> answer(context, JSON, JobPages.text(jobs.find(context.pathParam("id")))));
    }

    private static void failures(RoutesConfig routes) {
        routes.exception(Refusal.Thrown.class, (e, context) -> answer(context, e.refusal()));
        // Javalin's own: no such path, or not with this method.
        routes.exception(HttpResponseException.class, (e, context) -> answer(context, Refusal.of(e.getStatus())));
        routes.exception(IOException.class, (e, context) -> {
            LOG.debug("a client has gone before it was answered", e);
            answer(context, Refusal.of(400));
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("an answer failed, a defect of this program: {}", e.toString());
            LOG.debug("the answer failed", e);
            answer(context, Refusal.of(500));
        });
    }

    private void metrics(Context context) {
        String accept = context.header(HttpHeader.ACCEPT.asString());
        context.contentType(metrics.contentType(accept)).result(metrics.render(accept));
    }

    private void requestJob(Context context) throws IOException {
        JobBook.Entry entry = jobs.request(Bodies.text(context.req().getInputStream(), limits.bodyBytes()));
        context.status(202).header("Location", API + "/jobs/" + entry.job().id());
        answer(context, JSON, JobPages.text(entry));
    }

    private static void answer(Context context, HealthPages.Health health) {
        context.status(health.status());
        answer(context, JSON, health.body());
    }

    private static void answer(Context context, Refusal refusal) {
        context.status(refusal.status());
        refusal.headers().forEach(context::header);
        answer(context, Refusal.CONTENT_TYPE, refusal.body());
    }

    private static void answer(Context context, String contentType, String body) {
        context.contentType(contentType).result(body);
    }

    private static String openApi() {
        try {
            return Resources.toString(Resources.getResource(Routes.class, "openapi.yaml"), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
