package io.cammanager.backup.daemon.client;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the daemon. Never by way of a proxy, and only where it was told to: a redirect is not followed. */
final class DaemonClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DaemonAddress address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(PATIENCE)
            .build();

    DaemonClient(DaemonAddress address) {
        this.address = address;
    }

    HttpResponse<String> get(String path) throws InterruptedException {
        return send(request(path).timeout(PATIENCE), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json) throws InterruptedException {
        return send(
                request(path)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                BodyHandlers.ofString());
    }

    /** Opens what goes on for as long as the daemon lives; to be closed. */
    HttpResponse<InputStream> follow(String path) throws InterruptedException {
        return send(request(path), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.uri(path));
        Secret token = address.token();
        return token == null ? request : request.header("Authorization", "Bearer " + token.reveal());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) throws InterruptedException {
        HttpResponse<T> answer;
        try {
            answer = http.send(request.build(), body);
        } catch (ConnectException e) {
            throw new BackupException(
                    ExitCode.UNREACHABLE,
                    "no daemon answers at " + address.hostAndPort()
                            + " (HTTP_BIND): start it, or set HTTP_BIND as it was set for the daemon",
                    e);
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.UNREACHABLE,
                    "the daemon at " + address.hostAndPort() + " (HTTP_BIND) did not answer: " + e.getMessage(),
                    e);
        }
        if (answer.statusCode() == 401) {
            throw new BackupException(
                    ExitCode.DENIED,
                    "the daemon at " + address.hostAndPort()
                            + " wants another token: set API_TOKEN as it was set for the daemon");
        }
        return answer;
    }
}
