package io.cammanager.backup.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the description and the server to each other. */
class OpenApiTest {
    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|post|put|delete|patch|head|options):");

    @Test
    void describesEveryRouteAndNoOther() throws Exception {
        try (TestServer server = TestServer.open()) {
            List<String> served = server.server.application().unsafe.internalRouter.allHttpHandlers().stream()
                    .map(handler -> handler.endpoint)
                    .map(endpoint -> endpoint.method.name().toLowerCase(Locale.ROOT) + " " + endpoint.path)
                    .toList();

            String openApi = server.get("/api/v1/openapi.yaml").body();

            assertThat(described(openApi)).isNotEmpty().containsExactlyInAnyOrderElementsOf(served);
        }
    }

    private static List<String> described(String openApi) {
        List<String> routes = new ArrayList<>();
        String path = "";
        for (String line : openApi.lines().toList()) {
            Matcher pathLine = PATH.matcher(line);
            Matcher methodLine = METHOD.matcher(line);
            if (pathLine.matches()) {
                path = pathLine.group(1);
            } else if (methodLine.matches()) {
                routes.add(methodLine.group(1) + " " + path);
            }
        }
        return routes;
    }
}
