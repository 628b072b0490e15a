package io.cammanager.backup.testkit.proxy;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import io.cammanager.backup.testkit.proxy.BrokenOffException.How;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.Relay.Pace;
import io.cammanager.backup.testkit.proxy.Relay.Tamper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class Exchange {
    private static final byte[] CONTINUE =
            Head.of("HTTP/1.1 100 Continue", ImmutableMap.of()).bytes();

    private final Connection connection;
    private final Head head;
    private final Entry entry;
    private final @Nullable ArmedRule rule;
    private final @Nullable Fault fault;
    private final Pace pace;
    private Incoming body;

    Exchange(Connection connection, Head head, Entry entry, @Nullable ArmedRule rule) {
        this.connection = connection;
        this.head = head;
        this.entry = entry;
        this.rule = rule;
        this.fault = rule == null ? null : rule.fault();
        this.pace =
                new Pace(connection.context().sleeper(), fault instanceof Fault.Slow slow ? slow.bytesPerSecond() : 0);
        this.body = Incoming.ofRequest(head, connection.client().in());
    }

    /** Says whether the connection is good for another request. */
    boolean run() throws IOException {
        try {
            if (fault instanceof Fault.Answer answer && answer.forward() == Fault.Forward.NEVER) {
                swallow();
                return reply(answer);
            }
            if (fault instanceof Fault.Flood flood) {
                swallow();
                return new Response(connection, head, entry, rule).flood(flood);
            }
            if (fault instanceof Fault.BlackHole) {
                String md5 = md5(swallow());
                return reply(
                        new Fault.Answer(200, ImmutableMap.of("ETag", "\"" + md5 + "\""), "", Fault.Forward.NEVER));
            }
            if (fault instanceof Fault.Keep keep) {
                byte[] kept = swallow();
                connection.context().keep(head, kept);
                if (keep.forward() == Fault.Forward.NEVER) {
                    return reply(Fault.error(500, "InternalError"));
                }
                fired();
                body = new Incoming.Fixed(new ByteArrayInputStream(kept), kept.length);
            }
            return forward();
        } catch (BrokenOffException e) {
            return end(e.how());
        } finally {
            entry.close();
        }
    }

    @SuppressWarnings("deprecation") // S3 knows no other: not a matter of security here
    private static String md5(byte[] bytes) {
        return Hashing.md5().hashBytes(bytes).toString();
    }

    /** Reads the body without passing it on. */
    private byte[] swallow() throws IOException {
        if (head.says("Expect", "100-continue")) {
            connection.client().out().write(CONTINUE);
            connection.client().out().flush();
        }
        byte[] all = body.readAll();
        entry.in().count(all);
        return all;
    }

    private boolean reply(Fault.Answer answer) throws IOException {
        return new Response(connection, head, entry, rule).reply(answer);
    }

    private boolean forward() throws IOException {
        if (fault instanceof Fault.Slow slow) {
            fired();
            pause(slow.latency());
        }
        boolean whole = send();
        Response response = new Response(connection, head, entry, rule);
        Head answer = response.await();
        return response.pass(answer, pace) && whole;
    }

    private void pause(Duration latency) throws IOException {
        if (!latency.isZero()) {
            pace.sleep(latency);
        }
    }

    /** Passes the request on; says whether the server took all of it. */
    private boolean send() throws IOException {
        OutputStream out = connection.upstream().out();
        Tamper tamper = tamper();
        if (tamper != null && tamper.offset() < 0 && tamper.event() != Fault.Event.FLIP) {
            tamper.strike(out);
        }
        boolean waits = head.says("Expect", "100-continue") && !(fault instanceof Fault.Keep);
        out.write((fault instanceof Fault.Keep ? head.with("Expect", null).withLength(body.length()) : head).bytes());
        if (waits) {
            out.flush();
            if (!toldToGoOn()) {
                return false;
            }
        }
        try {
            new Relay(out, entry.in(), tamper, pace).copy(body, () -> {});
            return true;
        } catch (BrokenOffException e) {
            if (e.how() != How.NOT_TAKEN) {
                throw e;
            }
            drain(); // a server that has answered early is heard, once the client is ready to hear it
            return false;
        }
    }

    /** Says whether the client may send its body; otherwise the next head of the server is its answer. */
    private boolean toldToGoOn() throws IOException {
        Head told = connection.nextAnswer();
        if (told.status() != 100) {
            connection.putBack(told);
            return false;
        }
        if (fault instanceof Fault.Speak speak && speak.manner() == Fault.Manner.NO_CONTINUE) {
            fired();
            return true;
        }
        connection.client().out().write(told.bytes());
        connection.client().out().flush();
        return true;
    }

    private @Nullable Tamper tamper() {
        return fault instanceof Fault.AtByte at && at.side() == Side.REQUEST
                ? new Tamper(at.position().in(body.length()), at.event(), entry)
                : null;
    }

    private void drain() throws IOException {
        for (Incoming.Piece piece = body.next(); piece != null; piece = body.next()) {
            if (piece.payload()) {
                entry.in().count(piece.bytes());
            }
        }
    }

    /** Ends both connections in the way that the fault wants. */
    private boolean end(How how) throws IOException {
        entry.close();
        if (how == How.RESET) {
            connection.client().reset();
            connection.upstream().reset();
        } else if (fault instanceof Fault.AtByte at && at.side() == Side.REQUEST && how == How.HALF_CLOSE) {
            connection.upstream().shutdownOutput();
            connection.upstream().in().transferTo(connection.client().out());
            connection.client().shutdownOutput();
        } else if (how == How.HALF_CLOSE) {
            connection.client().shutdownOutput();
        }
        return false;
    }

    private void fired() {
        entry.fired();
    }
}
