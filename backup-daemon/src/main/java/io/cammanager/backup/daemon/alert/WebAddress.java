package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel posts to. A user and password in the URL go into a header, as curl does it. Shows no more of itself than its
 * host, since a token may be in the rest.
 */
final class WebAddress {
    private final String base;
    private final String query;
    private final String host;
    private final @Nullable String authorization;

    private WebAddress(URI uri) {
        String authority = uri.getRawAuthority();
        String user = uri.getRawUserInfo();
        String server = user == null ? authority : authority.substring(user.length() + 1);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        this.base = uri.getScheme() + "://" + server + path;
        this.query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        this.host = uri.getHost();
        this.authorization = user == null ? null : basic(uri.getUserInfo());
    }

    private static String basic(String user) {
        String credentials = user.indexOf(':') < 0 ? user + ":" : user;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    /**
     * Reads a URL.
     *
     * @param setting the name of the setting, for the sentence when it is none
     */
    static WebAddress of(String setting, Secret url) {
        try {
            URI uri = new URI(url.reveal());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return new WebAddress(uri);
            }
        } catch (URISyntaxException e) {
            // its message repeats the text
        }
        throw new BackupException(ExitCode.USAGE, setting + " must be a URL such as https://host/path");
    }

    String host() {
        return host;
    }

    HttpRequest.Builder request() {
        return request("");
    }

    /** Returns a request to what stands below, given with its slash. */
    HttpRequest.Builder request(String below) {
        String path = below.isEmpty() || !base.endsWith("/") ? base : base.substring(0, base.length() - 1);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path + below + query));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    @Override
    public String toString() {
        return host;
    }
}
