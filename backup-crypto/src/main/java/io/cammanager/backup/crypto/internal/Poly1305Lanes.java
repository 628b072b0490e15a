package io.cammanager.backup.crypto.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Poly1305 in {@value #LANES} lanes. Lane l takes the message's 16-byte pieces l, l + 128, l + 256 and so on, so that each step
 * multiplies all lanes by the same power of the key; at the end the lanes are added up in pairs, each time the upper half to
 * the lower one.
 *
 * <p>Like {@link XSalsa20Lanes} it is laid out for C2's vectoriser: one flat array, limb by limb, constant offsets, and one
 * multiplication to a loop, since C2 unrolls only small loops far enough. Numbers are five limbs of 26 bits in longs: a sum of
 * five products and the carries fit with room to spare (below 2^58), and there is no 128-bit product in a vector.
 *
 * <p>There is no branch and no array index that depends on key or data. One instance is for one thread at a time.
 */
final class Poly1305Lanes {
    static final int LANES = 128;
    static final int PIECE = 16;

    private static final int LEVELS = 7;
    private static final int STRIPE = LANES * PIECE;
    private static final long MASK = Poly1305Number.MASK;
    private static final long PAD = 1L << 24;

    /** The sum so far, the two words of each lane's piece, and the product that the next sum is made of. */
    private static final int H0 = 0;

    private static final int H1 = LANES;
    private static final int H2 = 2 * LANES;
    private static final int H3 = 3 * LANES;
    private static final int H4 = 4 * LANES;
    private static final int LOW = 5 * LANES;
    private static final int HIGH = 6 * LANES;
    private static final int D0 = 7 * LANES;
    private static final int D1 = 8 * LANES;
    private static final int D2 = 9 * LANES;
    private static final int D3 = 10 * LANES;
    private static final int D4 = 11 * LANES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] lanes = new long[12 * LANES];
    /** The key's powers 1, 2, 4, ... 128. */
    private final Poly1305Number[] powers = new Poly1305Number[LEVELS + 1];

    private final Poly1305Number sum = new Poly1305Number();

    Poly1305Lanes() {
        Arrays.setAll(powers, i -> new Poly1305Number());
    }

    /** Puts the tag of {@code length} bytes under this one-time key into {@code tag}. */
    void authenticate(byte[] key, byte[] data, int offset, int length, byte[] tag) {
        powers[0].setKey(key);
        sum.clear();
        int striped = length - length % STRIPE;
        if (striped > 0) {
            addStripes(data, offset, offset + striped);
        }
        int end = offset + length;
        int at = offset + striped;
        for (; at + PIECE <= end; at += PIECE) {
            sum.addPiece((long) LONGS.get(data, at), (long) LONGS.get(data, at + 8), PAD);
            sum.multiply(powers[0]);
        }
        if (at < end) {
            addLastPiece(data, at, end);
        }
        sum.finish(key, tag);
    }

    void wipe() {
        Arrays.fill(lanes, 0);
        for (Poly1305Number power : powers) {
            power.clear();
        }
        sum.clear();
    }

    private void addLastPiece(byte[] data, int at, int end) {
        byte[] piece = new byte[PIECE];
        System.arraycopy(data, at, piece, 0, end - at);
        piece[end - at] = 1;
        sum.addPiece((long) LONGS.get(piece, 0), (long) LONGS.get(piece, 8), 0);
        sum.multiply(powers[0]);
    }

    private void addStripes(byte[] data, int from, int to) {
        for (int i = 1; i <= LEVELS; i++) {
            powers[i].setSquare(powers[i - 1]);
        }
        long[] x = lanes;
        Arrays.fill(x, D0, D4 + LANES, 0);
        for (int at = from; at < to; at += STRIPE) {
            load(x, data, at);
            if (at > from) {
                multiply(x, powers[LEVELS], LANES);
            }
            addPieces(x);
            carry(x, LANES);
        }
        for (int level = LEVELS - 1; level >= 0; level--) {
            int half = 1 << level;
            multiply(x, powers[level], half);
            addUpperHalf(x, half);
            carry(x, half);
        }
        sum.set(x[H0], x[H1], x[H2], x[H3], x[H4]);
        sum.multiply(powers[0]);
    }

    private static void load(long[] x, byte[] data, int offset) {
        for (int i = 0; i < LANES; i++) {
            x[LOW + i] = (long) LONGS.get(data, offset + i * PIECE);
            x[HIGH + i] = (long) LONGS.get(data, offset + i * PIECE + 8);
        }
    }

    private static void addPieces(long[] x) {
        for (int i = 0; i < LANES; i++) {
            long low = x[LOW + i];
            long high = x[HIGH + i];
            x[D0 + i] += low & MASK;
            x[D1 + i] += (low >>> 26) & MASK;
            x[D2 + i] += ((low >>> 52) | (high << 12)) & MASK;
            x[D3 + i] += (high >>> 14) & MASK;
            x[D4 + i] += (high >>> 40) | PAD;
        }
    }

    private static void addUpperHalf(long[] x, int half) {
        addTo(x, D0, H0 + half, half);
        addTo(x, D1, H1 + half, half);
        addTo(x, D2, H2 + half, half);
        addTo(x, D3, H3 + half, half);
        addTo(x, D4, H4 + half, half);
    }

    private static void addTo(long[] x, int target, int source, int count) {
        for (int i = 0; i < count; i++) {
            x[target + i] += x[source + i];
        }
    }

    /** D = H * r modulo 2^130 - 5, not carried: what is at or above 2^130 comes in again at the bottom, times five. */
    private static void multiply(long[] x, Poly1305Number r, int count) {
        multiplyLimb(x, D0, r.l0, r.l4x5, r.l3x5, r.l2x5, r.l1x5, count);
        multiplyLimb(x, D1, r.l1, r.l0, r.l4x5, r.l3x5, r.l2x5, count);
        multiplyLimb(x, D2, r.l2, r.l1, r.l0, r.l4x5, r.l3x5, count);
        multiplyLimb(x, D3, r.l3, r.l2, r.l1, r.l0, r.l4x5, count);
        multiplyLimb(x, D4, r.l4, r.l3, r.l2, r.l1, r.l0, count);
    }

    private static void multiplyLimb(
            long[] x, int target, long by0, long by1, long by2, long by3, long by4, int count) {
        setProduct(x, target, H0, by0, count);
        addProduct(x, target, H1, by1, count);
        addProduct(x, target, H2, by2, count);
        addProduct(x, target, H3, by3, count);
        addProduct(x, target, H4, by4, count);
    }

    private static void setProduct(long[] x, int target, int source, long factor, int count) {
        for (int i = 0; i < count; i++) {
            x[target + i] = x[source + i] * factor;
        }
    }

    private static void addProduct(long[] x, int target, int source, long factor, int count) {
        for (int i = 0; i < count; i++) {
            x[target + i] += x[source + i] * factor;
        }
    }

    /** H = D with limbs of hardly more than 26 bits: two chains of carries, at limbs 0 and 3, that meet. */
    private static void carry(long[] x, int count) {
        carryUp(x, D0, D1, count);
        carryUp(x, D3, D4, count);
        carryUp(x, D1, D2, count);
        carryAround(x, count);
        carryUp(x, D2, D3, count);
        carryUp(x, D0, D1, count);
        carryUp(x, D3, D4, count);
        for (int limb = 0; limb < 5; limb++) {
            System.arraycopy(x, D0 + limb * LANES, x, H0 + limb * LANES, count);
        }
    }

    private static void carryUp(long[] x, int limb, int next, int count) {
        for (int i = 0; i < count; i++) {
            long value = x[limb + i];
            x[next + i] += value >>> 26;
            x[limb + i] = value & MASK;
        }
    }

    private static void carryAround(long[] x, int count) {
        for (int i = 0; i < count; i++) {
            long value = x[D4 + i];
            long carry = value >>> 26;
            x[D0 + i] += carry + (carry << 2);
            x[D4 + i] = value & MASK;
        }
    }
}
