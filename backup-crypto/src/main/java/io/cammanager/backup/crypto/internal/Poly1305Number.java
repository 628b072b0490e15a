package io.cammanager.backup.crypto.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One number modulo 2^130 - 5 in five limbs of 26 bits, and five times its upper limbs, which a multiplication by it needs.
 * Nothing here branches on a value.
 */
final class Poly1305Number {
    static final long MASK = (1L << 26) - 1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;
    long l1x5;
    long l2x5;
    long l3x5;
    long l4x5;

    void set(long v0, long v1, long v2, long v3, long v4) {
        l0 = v0;
        l1 = v1;
        l2 = v2;
        l3 = v3;
        l4 = v4;
        l1x5 = v1 * 5;
        l2x5 = v2 * 5;
        l3x5 = v3 * 5;
        l4x5 = v4 * 5;
    }

    void clear() {
        set(0, 0, 0, 0, 0);
    }

    /** Takes the first half of a one-time key, with the bits cleared that Poly1305 clears. */
    void setKey(byte[] key) {
        clear();
        addPiece((long) LONGS.get(key, 0) & 0x0ffffffc0fffffffL, (long) LONGS.get(key, 8) & 0x0ffffffc0ffffffcL, 0);
        set(l0, l1, l2, l3, l4);
    }

    void setSquare(Poly1305Number root) {
        set(root.l0, root.l1, root.l2, root.l3, root.l4);
        multiply(root);
    }

    /** Adds 16 bytes; {@code pad} is what goes in above them. */
    void addPiece(long low, long high, long pad) {
        l0 += low & MASK;
        l1 += (low >>> 26) & MASK;
        l2 += ((low >>> 52) | (high << 12)) & MASK;
        l3 += (high >>> 14) & MASK;
        l4 += (high >>> 40) | pad;
    }

    void multiply(Poly1305Number r) {
        long d0 = l0 * r.l0 + l1 * r.l4x5 + l2 * r.l3x5 + l3 * r.l2x5 + l4 * r.l1x5;
        long d1 = l0 * r.l1 + l1 * r.l0 + l2 * r.l4x5 + l3 * r.l3x5 + l4 * r.l2x5;
        long d2 = l0 * r.l2 + l1 * r.l1 + l2 * r.l0 + l3 * r.l4x5 + l4 * r.l3x5;
        long d3 = l0 * r.l3 + l1 * r.l2 + l2 * r.l1 + l3 * r.l0 + l4 * r.l4x5;
        long d4 = l0 * r.l4 + l1 * r.l3 + l2 * r.l2 + l3 * r.l1 + l4 * r.l0;
        d1 += d0 >>> 26;
        d2 += d1 >>> 26;
        d3 += d2 >>> 26;
        d4 += d3 >>> 26;
        long again = (d0 & MASK) + (d4 >>> 26) * 5;
        set(again & MASK, (d1 & MASK) + (again >>> 26), d2 & MASK, d3 & MASK, d4 & MASK);
    }

    /** Puts this number, fully reduced, plus the second half of the one-time key into {@code tag}. */
    void finish(byte[] key, byte[] tag) {
        carry();
        carry();
        reduceOnce();
        long low = l0 | (l1 << 26) | (l2 << 52);
        long high = (l2 >>> 12) | (l3 << 14) | (l4 << 40);
        long addend = (long) LONGS.get(key, 16);
        long sum = low + addend;
        long carry = ((low & addend) | ((low | addend) & ~sum)) >>> 63;
        LONGS.set(tag, 0, sum);
        LONGS.set(tag, 8, high + (long) LONGS.get(key, 24) + carry);
    }

    private void carry() {
        l1 += l0 >>> 26;
        l0 &= MASK;
        l2 += l1 >>> 26;
        l1 &= MASK;
        l3 += l2 >>> 26;
        l2 &= MASK;
        l4 += l3 >>> 26;
        l3 &= MASK;
        l0 += (l4 >>> 26) * 5;
        l4 &= MASK;
    }

    /** Subtracts 2^130 - 5 if that leaves a number that is not negative; computes both and chooses with a mask. */
    private void reduceOnce() {
        long g0 = l0 + 5;
        long g1 = l1 + (g0 >>> 26);
        long g2 = l2 + (g1 >>> 26);
        long g3 = l3 + (g2 >>> 26);
        long g4 = l4 + (g3 >>> 26) - (1L << 26);
        long keep = g4 >> 63;
        set(
                (l0 & keep) | (g0 & MASK & ~keep),
                (l1 & keep) | (g1 & MASK & ~keep),
                (l2 & keep) | (g2 & MASK & ~keep),
                (l3 & keep) | (g3 & MASK & ~keep),
                (l4 & keep) | (g4 & MASK & ~keep));
    }
}
