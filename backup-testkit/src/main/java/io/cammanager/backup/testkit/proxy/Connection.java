package io.cammanager.backup.testkit.proxy;

import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A client's connection, and the one to the server that goes with it. */
final class Connection implements AutoCloseable {
    /** Well below what servers allow, so that none closes the connection while a request is on its way. */
    private static final long IDLE_MILLIS = 5_000;

    private final ProxyContext context;
    private final Peer client;
    private @Nullable Peer upstream;
    private @Nullable Head putBack;
    private long lastUsed;

    Connection(ProxyContext context, Peer client) {
        this.context = context;
        this.client = client;
    }

    ProxyContext context() {
        return context;
    }

    Peer client() {
        return client;
    }

    /** Returns the connection to the server, which is made when it is needed first. */
    Peer upstream() throws IOException {
        Peer there = upstream;
        if (there == null) {
            there = context.connect();
            upstream = there;
        }
        return there;
    }

    /** Returns the head of what the server says next. */
    Head nextAnswer() throws IOException {
        Head told = putBack;
        putBack = null;
        if (told == null) {
            upstream().out().flush();
            told = Head.read(upstream().in());
        }
        if (told == null) {
            throw new EOFException("the server closed the connection instead of answering");
        }
        return told;
    }

    void putBack(Head head) {
        putBack = head;
    }

    /** Serves requests until one side has enough. */
    void serve() throws IOException {
        boolean open = true;
        while (open) {
            Head head = Head.read(client.in());
            if (head == null) {
                return;
            }
            long now = context.clock().millis();
            if (now - lastUsed > IDLE_MILLIS) {
                closeUpstream();
            }
            Asked asked = Asked.of(head, context.clock().instant());
            ArmedRule rule = context.ruleFor(asked);
            Entry entry = new Entry(context.log(), asked, head, rule);
            open = new Exchange(this, head, entry, rule).run();
            lastUsed = context.clock().millis();
        }
    }

    private void closeUpstream() {
        if (upstream != null) {
            context.forget(upstream);
            upstream.close();
            upstream = null;
        }
    }

    @Override
    public void close() {
        closeUpstream();
        client.close();
    }
}
