package io.cammanager.backup.testkit;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Funnels;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server in this process, on the loopback interface unless told otherwise. It checks signatures (version 4), refuses bytes that do not
 * match their digests, and honours {@code If-None-Match: *} in one step.
 *
 * <p>What it cannot do: life-cycle rules, object locks and tagging (it answers 501); {@code If-Match} without a race; checking
 * the value of a trailing checksum; keys with an empty or a dot segment; and it lists keys beyond the basic multilingual plane in
 * the order of UTF-16.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int STOP_TIMEOUT_MILLIS = 1_000;

    private final S3Proxy server;
    private final BlobStore blobs;
    private final RequestLog log;
    private final Builder options;
    private final ColdStorageHandler cold;

    private EmbeddedS3(S3Proxy server, BlobStore blobs, RequestLog log, ColdStorageHandler cold, Builder options) {
        this.cold = cold;
        this.server = server;
        this.blobs = blobs;
        this.log = log;
        this.options = options;
    }

    /** Starts a server in memory on a free port. */
    public static EmbeddedS3 start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@code http://127.0.0.1:<port>}; buckets are addressed by path. */
    public URI endpoint() {
        return URI.create("http://" + LOOPBACK + ":" + server.getPort());
    }

    public String accessKey() {
        return options.accessKey;
    }

    public String secretKey() {
        return options.secretKey;
    }

    /** Returns the requests since the start or the last {@link #clearRequestLog}, in the order of their answers. */
    public List<LoggedRequest> requestLog() {
        return log.requests();
    }

    /** Forgets the requests so far; a log file keeps them. */
    public void clearRequestLog() {
        log.clear();
    }

    /** Removes a bucket with all that is in it, behind the back of whoever uses it; no request is logged. */
    public void removeBucket(String bucket) {
        blobs.deleteContainer(bucket);
    }

    /** Returns the SHA-256 of every object of a bucket by its key, read behind everybody's back; no request is logged. */
    public Map<String, HashCode> contents(String bucket) {
        ImmutableMap.Builder<String, HashCode> contents = ImmutableMap.builder();
        for (S3Object object : blobs.list(bucket).contents()) {
            try (InputStream content = blobs.getBlob(bucket, object.key())) {
                Hasher sha256 = Hashing.sha256().newHasher();
                content.transferTo(Funnels.asOutputStream(sha256));
                contents.put(object.key(), sha256.hash());
            } catch (IOException e) {
                throw new UncheckedIOException("could not read an object of the server", e);
            }
        }
        return contents.buildOrThrow();
    }

    /** Returns how many uploads in parts are open in a bucket; no request is logged. */
    public int openUploads(String bucket) {
        return blobs.listMultipartUploads(bucket).size();
    }

    /** Lets everything be readable now that is being fetched back from a cold storage class. */
    public void finishThawing() {
        cold.finishThawing();
    }

    /** Stops the server; what it kept in memory is gone. */
    @Override
    public void close() {
        try (log) {
            server.stop();
        } catch (TimeoutException e) {
            // A client still holds a connection: it is cut, which is what closing means.
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the request log", e);
        } catch (Exception e) {
            throw new IllegalStateException("could not stop the S3 server", e);
        }
    }

    /** How the server is to run. By default: in memory, on a free port, with credentials that are no secret. */
    public static final class Builder {
        private String accessKey = "testkit-access";
        private String secretKey = "testkit-secret-for-tests-only";
        private String host = LOOPBACK;
        private int port;
        private @Nullable Path data;
        private @Nullable Path requestLogFile;
        private AuthenticationType authentication = AuthenticationType.AWS_V4;
        private RequestLog.Memory memory = RequestLog.Memory.KEEP;
        private @Nullable Duration thawTime;

        private Builder() {}

        @CanIgnoreReturnValue
        public Builder credentials(String accessKey, String secretKey) {
            if (accessKey.isEmpty() || secretKey.isEmpty()) {
                throw new IllegalArgumentException("accessKey and secretKey must not be empty");
            }
            this.accessKey = accessKey;
            this.secretKey = secretKey;
            return this;
        }

        /**
         * Listens on this address instead of 127.0.0.1: {@code 0.0.0.0}, all that the machine has, is for a container, whose
         * neighbours must reach the server. {@link #endpoint} stays the way in from this machine.
         */
        @CanIgnoreReturnValue
        public Builder host(String address) {
            host = address;
            return this;
        }

        /** Listens on this port; 0 takes a free one. */
        @CanIgnoreReturnValue
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Keeps the data below this directory, which is created when missing, instead of in memory. */
        @CanIgnoreReturnValue
        public Builder data(Path directory) {
            data = directory;
            return this;
        }

        /** Also appends every request to this file, as JSON lines. */
        @CanIgnoreReturnValue
        public Builder requestLogFile(Path file) {
            requestLogFile = file;
            return this;
        }

        /** Keeps no request in memory: for a server that runs for long, {@link #requestLog} then stays empty. */
        @CanIgnoreReturnValue
        public Builder forgetRequests() {
            memory = RequestLog.Memory.FORGET;
            return this;
        }

        /**
         * Makes objects of the storage classes GLACIER and DEEP_ARCHIVE readable so long after they were asked for; without
         * it, {@link EmbeddedS3#finishThawing} does.
         */
        @CanIgnoreReturnValue
        public Builder thawTime(Duration time) {
            thawTime = time;
            return this;
        }

        /** Checks no signature, and so not the hash of the bytes that is part of it: everyone is let in. */
        @CanIgnoreReturnValue
        public Builder trustEveryone() {
            authentication = AuthenticationType.NONE;
            return this;
        }

        /** Starts the server; it answers when this returns. */
        public EmbeddedS3 start() {
            QuietLogs.apply();
            try {
                RequestLog log = RequestLog.open(memory, requestLogFile);
                BlobStore blobs = blobStore();
                S3Proxy server = S3Proxy.builder()
                        .blobStore(blobs)
                        .endpoint(URI.create("http://" + host + ":" + port))
                        .awsAuthentication(authentication, accessKey, secretKey)
                        .ignoreUnknownHeaders(true)
                        .stopTimeout(STOP_TIMEOUT_MILLIS)
                        .build();
                ColdStorageHandler cold = handleBefore(server, log, thawTime);
                server.start();
                return new EmbeddedS3(server, blobs, log, cold, this);
            } catch (IOException e) {
                throw new UncheckedIOException("could not start the S3 server", e);
            } catch (Exception e) {
                throw new IllegalStateException("could not start the S3 server", e);
            }
        }

        private BlobStore blobStore() throws IOException {
            Properties properties = new Properties();
            if (data == null) {
                return BlobStores.create("transient-nio2", properties);
            }
            Files.createDirectories(data);
            properties.setProperty(
                    "jclouds.filesystem.basedir", data.toAbsolutePath().toString());
            return BlobStores.create("filesystem-nio2", properties);
        }

        /**
         * Puts the log in front of all else, and the cold storage classes behind it. The library offers no way to its HTTP
         * server, so this goes through its field.
         */
        private static ColdStorageHandler handleBefore(S3Proxy proxy, RequestLog log, @Nullable Duration thawTime)
                throws ReflectiveOperationException {
            var field = S3Proxy.class.getDeclaredField("server");
            field.setAccessible(true);
            Server http = (Server) field.get(proxy);
            ColdStorageHandler cold = new ColdStorageHandler(http.getHandler(), Clock.systemUTC(), thawTime);
            http.setHandler(new LoggingHandler(cold, log, Clock.systemUTC()));
            return cold;
        }
    }
}
