package io.cammanager.backup.testkit.proxy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.cammanager.backup.testkit.proxy.ProxiedRequest.Traffic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known so far of a request that comes by. Of one thread. */
final class Entry implements AutoCloseable {
    private static final ImmutableSet<String> SECRET =
            ImmutableSet.of("authorization", "proxy-authorization", "cookie", "x-amz-security-token");

    private final ProxyLog log;
    private final long number;
    private final Asked asked;
    private final Map<String, String> headers;
    private final @Nullable ArmedRule rule;
    private final Meter in = new Meter();
    private final Meter out = new Meter();
    private int status;
    private int upstreamStatus;
    private boolean fired;
    private boolean closed;

    Entry(ProxyLog log, Asked asked, Head head, @Nullable ArmedRule rule) {
        this.log = log;
        this.number = log.nextNumber();
        this.asked = asked;
        this.headers = ImmutableMap.copyOf(Maps.transformEntries(
                head.headers(), (name, value) -> SECRET.contains(name) ? "(left out)" : String.valueOf(value)));
        this.rule = rule;
    }

    Meter in() {
        return in;
    }

    Meter out() {
        return out;
    }

    void answered(int newStatus) {
        status = newStatus;
    }

    void upstreamAnswered(int newStatus) {
        upstreamStatus = newStatus;
    }

    void fired() {
        fired = true;
        if (rule != null) {
            rule.countFired();
        }
    }

    /** Waits until the rule lets the request go on. */
    void hold() {
        if (rule != null) {
            rule.hold();
        }
    }

    /** Writes the request down, once: before its answer is whole, so that whoever has the answer finds it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Traffic traffic = new Traffic(in.bytes(), in.sha256(), out.bytes(), out.sha256());
        String done = rule != null && fired ? rule.toString() : null;
        log.add(new ProxiedRequest(
                number,
                asked.answered(status),
                asked.operation(),
                asked.key(),
                headers,
                traffic,
                done,
                upstreamStatus));
    }
}
