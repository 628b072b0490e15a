package io.cammanager.backup.core.store.s3;

import com.google.common.base.Throwables;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Says what kind of failure it was when no answer came, or none that can be understood. */
final class ConnectionFailures {
    private ConnectionFailures() {}

    static StoreException classify(String operation, String subject, Exception failure, S3Config config) {
        List<Throwable> chain = Throwables.getCausalChain(failure);
        if (find(chain, AbortedException.class) != null
                || find(chain, InterruptedException.class) != null
                || Thread.currentThread().isInterrupted()) {
            // The SDK clears the mark when it throws; whoever runs this thread still has to see it.
            Thread.currentThread().interrupt();
            return new StoreException(Kind.INTERRUPTED, operation, subject, "interrupted", 0, failure);
        }
        String unreachable = unreachable(chain);
        if (unreachable != null) {
            String reason = config.address() + ": " + unreachable;
            return new StoreException(Kind.UNREACHABLE, operation, subject, reason, 0, failure);
        }
        if (failure instanceof SdkClientException && says(failure, "Unable to load credentials")) {
            String reason = "no credentials given, and none found where AWS's tools look";
            return new StoreException(Kind.DENIED, operation, subject, reason, 0, failure);
        }
        String reason = "no usable answer from " + config.address() + " (" + plain(chain) + ")";
        return new StoreException(Kind.UNAVAILABLE, operation, subject, reason, 0, failure);
    }

    /** Returns why there is no connection at all, or null when there was one. */
    private static @Nullable String unreachable(List<Throwable> chain) {
        if (find(chain, UnknownHostException.class) != null) {
            return "unknown host";
        }
        if (find(chain, NoRouteToHostException.class) != null) {
            return "no route to host";
        }
        ConnectException refused = find(chain, ConnectException.class);
        if (refused != null) {
            return says(refused, "refused") ? "connection refused" : "no connection (" + refused.getMessage() + ")";
        }
        SocketTimeoutException timeout = find(chain, SocketTimeoutException.class);
        if (timeout != null && says(timeout, "connect")) {
            return "no connection within the time limit";
        }
        return tls(chain);
    }

    private static @Nullable String tls(List<Throwable> chain) {
        if (find(chain, CertificateException.class) != null || find(chain, SSLPeerUnverifiedException.class) != null) {
            return "its TLS certificate is not trusted (" + plain(chain) + ")";
        }
        SSLException failure = find(chain, SSLException.class);
        if (failure == null) {
            return null;
        }
        if (says(failure, "Unsupported or unrecognized SSL message")) {
            return "does not speak TLS; is it http:// instead of https://?";
        }
        return failure instanceof SSLHandshakeException ? "TLS handshake failed (" + plain(chain) + ")" : null;
    }

    private static <T> @Nullable T find(List<Throwable> chain, Class<T> type) {
        for (Throwable link : chain) {
            if (type.isInstance(link)) {
                return type.cast(link);
            }
        }
        return null;
    }

    private static boolean says(Throwable failure, String text) {
        return failure.getMessage() != null && failure.getMessage().contains(text);
    }

    /** The innermost words: what the SDK puts around them tells nothing more. */
    private static String plain(List<Throwable> chain) {
        Throwable root = chain.get(chain.size() - 1);
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        // An XML parser speaks in several lines, and quotes what it has read.
        return message.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    }
}
