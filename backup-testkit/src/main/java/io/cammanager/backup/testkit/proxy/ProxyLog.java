package io.cammanager.backup.testkit.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came by, in the order of the ends. */
final class ProxyLog implements AutoCloseable {
    private final @Nullable BufferedWriter file;

    @GuardedBy("this") private final List<ProxiedRequest> requests = new ArrayList<>();

    @GuardedBy("this") private long numbers;

    private ProxyLog(@Nullable BufferedWriter file) {
        this.file = file;
    }

    static ProxyLog open(@Nullable Path file) throws IOException {
        return new ProxyLog(
                file == null
                        ? null
                        : Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    synchronized long nextNumber() {
        return ++numbers;
    }

    synchronized void add(ProxiedRequest request) {
        requests.add(request);
        if (file == null) {
            return;
        }
        try {
            file.write(request.toJson());
            file.write('\n');
            file.flush(); // read by others while the proxy runs
        } catch (IOException e) {
            throw new UncheckedIOException("could not append to the request log", e);
        }
    }

    synchronized ImmutableList<ProxiedRequest> requests() {
        return ImmutableList.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
