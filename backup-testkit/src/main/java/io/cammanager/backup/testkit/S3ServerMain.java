package io.cammanager.backup.testkit;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the embedded S3 server by itself until it is told to end. Its credentials come from the environment, since other users
 * can read a command line.
 */
public final class S3ServerMain {
    private static final String USAGE = """
            usage: s3-server [--data DIR] [--host ADDRESS] [--port N] [--log FILE] [--thaw-seconds N]
              --data DIR   keep the data there; in memory without it
              --host ADDRESS  listen on this address instead of 127.0.0.1; 0.0.0.0 is every address
              --port N     listen on this port; 0, the default, takes a free one
              --log FILE   append every request as a line of JSON
              --thaw-seconds N  how long an object takes to be fetched back from GLACIER; 10 by default
            S3_ACCESS_KEY and S3_SECRET_KEY must be set. Prints S3_ENDPOINT=... when it is ready.
            """;
    private static final Set<String> OPTIONS = ImmutableSet.of("--data", "--host", "--port", "--log", "--thaw-seconds");

    private S3ServerMain() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedS3.Builder builder;
        try {
            builder = configure(ToolArguments.parse(OPTIONS, args));
        } catch (IllegalArgumentException e) {
            ToolArguments.fail(e.getMessage() + "\n" + USAGE.strip());
            return;
        }
        EmbeddedS3 server = builder.start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            ended.countDown();
        }));
        System.out.println("S3_ENDPOINT=" + server.endpoint());
        System.out.flush();
        ended.await();
    }

    private static EmbeddedS3.Builder configure(ToolArguments arguments) {
        if (!arguments.others().isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown argument " + arguments.others().get(0));
        }
        EmbeddedS3.Builder builder = EmbeddedS3.builder()
                .port(arguments.number("--port", 0))
                .credentials(environment("S3_ACCESS_KEY"), environment("S3_SECRET_KEY"))
                .thawTime(Duration.ofSeconds(arguments.number("--thaw-seconds", 10)))
                .forgetRequests();
        String data = arguments.text("--data");
        if (data != null) {
            builder.data(Path.of(data));
        }
        String host = arguments.text("--host");
        if (host != null) {
            builder.host(host);
        }
        String log = arguments.text("--log");
        if (log != null) {
            builder.requestLogFile(Path.of(log));
        }
        return builder;
    }

    private static String environment(String name) {
        String value = Strings.nullToEmpty(System.getenv(name));
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set in the environment");
        }
        return value;
    }
}
