package io.cammanager.backup.testkit.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.testkit.proxy.Fault.Event;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.Relay.Pace;
import io.cammanager.backup.testkit.proxy.Relay.Tamper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The way back: the server's answer, or what stands in for it. */
final class Response {
    private final Connection connection;
    private final Head request;
    private final Entry entry;
    private final @Nullable Fault fault;

    Response(Connection connection, Head request, Entry entry, @Nullable ArmedRule rule) {
        this.connection = connection;
        this.request = request;
        this.entry = entry;
        this.fault = rule == null ? null : rule.fault();
    }

    /** Waits for the head of the server's answer. */
    Head await() throws IOException {
        Head answer = connection.nextAnswer();
        while (answer.status() < 200) {
            connection.client().out().write(answer.bytes());
            answer = connection.nextAnswer();
        }
        entry.upstreamAnswered(answer.status());
        return answer;
    }

    /** Answers in the server's place. */
    boolean reply(Fault.Answer answer) throws IOException {
        entry.fired();
        byte[] body = answer.body().getBytes(UTF_8);
        Head head = Head.of("HTTP/1.1 " + answer.status() + " Injected", answer.headers())
                .withLength(body.length);
        return whole(head, body, closes(request));
    }

    /** Answers with more than anyone wants. */
    boolean flood(Fault.Flood flood) throws IOException {
        entry.fired();
        entry.answered(200);
        byte[] start = flood.head().getBytes(UTF_8);
        byte[] piece = flood.piece().getBytes(UTF_8);
        OutputStream out = connection.client().out();
        out.write(Head.of("HTTP/1.1 200 Injected", S3Xml.HEADERS)
                .withLength(start.length + flood.repetitions() * piece.length)
                .bytes());
        entry.close();
        out.write(start);
        for (long i = 0; i < flood.repetitions(); i++) {
            out.write(piece);
        }
        out.flush();
        return true;
    }

    /** Passes the server's answer on, with what the fault does to it; says whether the connection can be used again. */
    boolean pass(Head answer, Pace pace) throws IOException {
        Incoming content = Incoming.ofResponse(answer, connection.upstream().in(), request.word(0));
        boolean ends = closes(answer) || closes(request) || (content.length() == Incoming.UNKNOWN && !chunked(answer));
        if (fault instanceof Fault.Answer lost) {
            content.readAll();
            return reply(lost) && !ends;
        }
        if (fault instanceof Fault.Rewrite rewrite && content.length() != 0) {
            byte[] old = content.readAll();
            byte[] changed = rewrite.change().apply(new String(old, UTF_8)).getBytes(UTF_8);
            if (!Arrays.equals(old, changed)) {
                entry.fired();
            }
            return whole(answer.withLength(changed.length), changed, ends);
        }
        if (fault instanceof Fault.Speak speak && speak.manner() == Fault.Manner.HTTP_1_0) {
            entry.fired();
            byte[] bytes = content.readAll();
            String line =
                    "HTTP/1.0" + answer.startLine().substring(answer.word(0).length());
            Head old =
                    answer.withStartLine(line).with("Transfer-Encoding", null).with("Connection", null);
            return whole(old, bytes, true);
        }
        if (fault instanceof Fault.AtByte at && at.side() == Side.RESPONSE) {
            return tampered(answer, content, at) && !ends;
        }
        write(changed(answer), content, null, pace);
        return !ends && !(fault instanceof Fault.Speak);
    }

    private Head changed(Head answer) {
        if (fault instanceof Fault.Header header) {
            entry.fired();
            return answer.with(header.name(), header.change().apply(answer.value(header.name())));
        }
        if (fault instanceof Fault.Speak speak && speak.manner() == Fault.Manner.CLOSE) {
            entry.fired();
            return answer.with("Connection", "close");
        }
        return answer;
    }

    /** Does what happens at a byte; of a body of unknown length all is read first, so that there is a middle and an end. */
    private boolean tampered(Head answer, Incoming content, Fault.AtByte at) throws IOException {
        Head head = answer;
        Incoming body = content;
        if (content.length() == Incoming.UNKNOWN) {
            byte[] all = content.readAll();
            head = answer.withLength(all.length);
            body = new Incoming.Fixed(new ByteArrayInputStream(all), all.length);
        }
        Event event = at.event();
        long offset = at.position().in(body.length());
        Tamper tamper = new Tamper(offset, event, entry);
        if (event == Event.SHORTEN) {
            byte[] all = body.readAll();
            return shortened(head, all, (int) Math.min(Math.max(offset, 0), all.length));
        }
        if (offset < 0 && event != Event.FLIP) {
            tamper.strike(connection.client().out());
        }
        write(head, body, tamper, new Pace(connection.context().sleeper(), 0));
        return true;
    }

    private boolean shortened(Head head, byte[] all, int length) throws IOException {
        if (length == all.length) {
            return whole(head, all, false);
        }
        entry.fired();
        return whole(head.withLength(length), Arrays.copyOf(all, length), false);
    }

    private boolean whole(Head head, byte[] bytes, boolean ends) throws IOException {
        boolean none = request.word(0).equals("HEAD");
        Incoming content = new Incoming.Fixed(new ByteArrayInputStream(bytes), none ? 0 : bytes.length);
        write(head, content, null, new Pace(connection.context().sleeper(), 0));
        return !ends;
    }

    private void write(Head head, Incoming content, @Nullable Tamper tamper, Pace pace) throws IOException {
        entry.answered(head.status());
        if (content.length() == 0) {
            entry.close();
        }
        OutputStream out = connection.client().out();
        out.write(head.bytes());
        new Relay(out, entry.out(), tamper, pace).copy(content, entry::close);
    }

    private static boolean chunked(Head answer) {
        return answer.says("Transfer-Encoding", "chunked");
    }

    private static boolean closes(Head head) {
        return head.says("Connection", "close") || head.startLine().startsWith("HTTP/1.0");
    }
}
