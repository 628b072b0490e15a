package io.cammanager.backup.testkit.proxy;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import io.cammanager.backup.core.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the connections of one proxy share. */
final class ProxyContext {
    private final FaultProxy.Options options;
    private final ProxyLog log;
    private final List<ArmedRule> rules = new CopyOnWriteArrayList<>();
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    private record Kept(Head head, ByteSource body) {}

    ProxyContext(FaultProxy.Options options, ProxyLog log) {
        this.options = options;
        this.log = log;
    }

    void arm(ArmedRule rule) {
        rules.add(rule);
    }

    /** Removes all rules; what they hold goes on. */
    void disarm() {
        rules.forEach(ArmedRule::release);
        rules.clear();
    }

    void remember(Peer peer) {
        peers.add(peer);
    }

    void cutAll() {
        peers.forEach(Peer::cut);
    }

    Sleeper sleeper() {
        return options.sleeper();
    }

    Clock clock() {
        return options.clock();
    }

    ProxyLog log() {
        return log;
    }

    @Nullable ArmedRule ruleFor(Asked asked) {
        for (ArmedRule rule : rules) {
            if (rule.takes(asked)) {
                return rule;
            }
        }
        return null;
    }

    Peer connect() throws IOException {
        Peer peer = Peer.connect(options.server().getHost(), options.server().getPort());
        peers.add(peer);
        return peer;
    }

    void forget(Peer peer) {
        peers.remove(peer);
    }

    void keep(Head head, byte[] body) {
        kept.add(new Kept(head, ByteSource.wrap(body)));
    }

    ImmutableList<Integer> replay() throws IOException {
        List<Kept> due = new ArrayList<>(kept);
        kept.removeAll(due);
        ImmutableList.Builder<Integer> statuses = ImmutableList.builder();
        for (Kept request : due) {
            statuses.add(replay(request));
        }
        return statuses.build();
    }

    private int replay(Kept request) throws IOException {
        Head head = request.head.with("Expect", null).withLength(request.body.size());
        try (Peer server = connect()) {
            server.out().write(head.bytes());
            request.body.copyTo(server.out());
            server.out().flush();
            Head answer = Head.read(server.in());
            return answer == null ? 0 : answer.status();
        }
    }
}
