package io.cammanager.backup.crypto.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * XSalsa20 as secretbox uses it: the first 32 bytes of the key stream are the key of the tag, the message begins after them.
 *
 * <p>The key stream of {@value #LANES} consecutive counters is made at once, in a form that HotSpot's C2 turns into vector
 * instructions of any width without flags or incubator modules. That is the reason for all of what looks odd here:
 *
 * <ul>
 *   <li>One flat array, word by word (word w of lane l is at {@code w * STRIDE + l}), and offsets that are constants: C2 then
 *       knows that no two of the accesses in a loop overlap.
 *   <li>One quarter-round to a loop, each in a method of its own: a loop over a whole round needs more vector registers than
 *       there are, and offsets that reach a loop as parameters are constants only where the call is inlined.
 *   <li>512 lanes: loops long enough to pay for their start and end, and a state that stays in the first-level cache. 1,024
 *       fall out of it. The stride is not a power of two, else all words of a lane compete for the same cache set.
 * </ul>
 *
 * <p>There is no branch and no array index that depends on key or data. One instance is for one thread at a time.
 */
final class XSalsa20Lanes {
    static final int LANES = 512;

    private static final int WORDS = 16;
    private static final int STRIDE = LANES + 16;
    private static final int LANE_BYTES = 64;
    private static final int MAC_KEY = 32;

    private static final int W0 = 0;
    private static final int W1 = STRIDE;
    private static final int W2 = 2 * STRIDE;
    private static final int W3 = 3 * STRIDE;
    private static final int W4 = 4 * STRIDE;
    private static final int W5 = 5 * STRIDE;
    private static final int W6 = 6 * STRIDE;
    private static final int W7 = 7 * STRIDE;
    private static final int W8 = 8 * STRIDE;
    private static final int W9 = 9 * STRIDE;
    private static final int W10 = 10 * STRIDE;
    private static final int W11 = 11 * STRIDE;
    private static final int W12 = 12 * STRIDE;
    private static final int W13 = 13 * STRIDE;
    private static final int W14 = 14 * STRIDE;
    private static final int W15 = 15 * STRIDE;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] lanes = new int[WORDS * STRIDE];
    private final SalsaCore core = new SalsaCore();

    /** Begins a message: puts the key of its tag into {@code macKey}. */
    void start(byte[] key, byte[] nonce, byte[] macKey) {
        core.start(key, nonce);
        core.firstBlock(macKey, MAC_KEY);
    }

    /** Encrypts or decrypts the message that was started; {@code from} and {@code to} may be the same bytes. */
    void apply(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
        int done = Math.min(length, LANE_BYTES - MAC_KEY);
        core.applyFirstBlock(MAC_KEY, from, fromOffset, to, toOffset, done);
        for (int counter = 1; done < length; counter += LANES) {
            generate(counter);
            int count = Math.min(length - done, LANES * LANE_BYTES);
            combine(from, fromOffset + done, to, toOffset + done, count);
            done += count;
        }
    }

    void wipe() {
        Arrays.fill(lanes, 0);
        core.wipe();
    }

    /** Makes the key stream of all lanes. A message is far too short for the upper half of the counter to be used. */
    private void generate(int counter) {
        int[] x = lanes;
        int[] initial = core.initial();
        for (int w = 0; w < WORDS; w++) {
            Arrays.fill(x, w * STRIDE, w * STRIDE + LANES, initial[w]);
        }
        addCounters(x, counter);
        for (int i = 0; i < SalsaCore.DOUBLE_ROUNDS; i++) {
            column0(x);
            column1(x);
            column2(x);
            column3(x);
            row0(x);
            row1(x);
            row2(x);
            row3(x);
        }
        for (int w = 0; w < WORDS; w++) {
            add(x, w * STRIDE, initial[w]);
        }
        addCounters(x, counter);
    }

    private static void add(int[] x, int at, int value) {
        for (int i = 0; i < LANES; i++) {
            x[at + i] += value;
        }
    }

    private static void addCounters(int[] x, int first) {
        for (int i = 0; i < LANES; i++) {
            x[W8 + i] += first + i;
        }
    }

    private static void column0(int[] x) {
        quarterRound(x, W0, W4, W8, W12);
    }

    private static void column1(int[] x) {
        quarterRound(x, W5, W9, W13, W1);
    }

    private static void column2(int[] x) {
        quarterRound(x, W10, W14, W2, W6);
    }

    private static void column3(int[] x) {
        quarterRound(x, W15, W3, W7, W11);
    }

    private static void row0(int[] x) {
        quarterRound(x, W0, W1, W2, W3);
    }

    private static void row1(int[] x) {
        quarterRound(x, W5, W6, W7, W4);
    }

    private static void row2(int[] x) {
        quarterRound(x, W10, W11, W8, W9);
    }

    private static void row3(int[] x) {
        quarterRound(x, W15, W12, W13, W14);
    }

    private static void quarterRound(int[] x, int a, int b, int c, int d) {
        for (int i = 0; i < LANES; i++) {
            int va = x[a + i];
            int vb = x[b + i];
            int vc = x[c + i];
            int vd = x[d + i];
            vb ^= Integer.rotateLeft(va + vd, 7);
            vc ^= Integer.rotateLeft(vb + va, 9);
            vd ^= Integer.rotateLeft(vc + vb, 13);
            va ^= Integer.rotateLeft(vd + vc, 18);
            x[a + i] = va;
            x[b + i] = vb;
            x[c + i] = vc;
            x[d + i] = vd;
        }
    }

    private void combine(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
        int whole = length / LANE_BYTES;
        combineWholeLanes(lanes, whole, from, fromOffset, to, toOffset);
        for (int i = whole * LANE_BYTES; i < length; i++) {
            int at = i % LANE_BYTES;
            int word = lanes[(at >> 2) * STRIDE + whole];
            to[toOffset + i] = (byte) (from[fromOffset + i] ^ (word >>> (8 * (at & 3))));
        }
    }

    private static void combineWholeLanes(int[] x, int count, byte[] from, int fromOffset, byte[] to, int toOffset) {
        for (int lane = 0; lane < count; lane++) {
            int at = lane * LANE_BYTES;
            for (int w = 0; w < WORDS; w += 2) {
                long pair = (x[w * STRIDE + lane] & 0xffffffffL) | ((long) x[(w + 1) * STRIDE + lane] << 32);
                long data = (long) LONGS.get(from, fromOffset + at + 4 * w);
                LONGS.set(to, toOffset + at + 4 * w, data ^ pair);
            }
        }
    }
}
