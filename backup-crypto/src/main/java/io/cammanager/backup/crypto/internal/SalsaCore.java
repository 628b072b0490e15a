package io.cammanager.backup.crypto.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The state that an XSalsa20 key stream begins with, and its first block. */
final class SalsaCore {
    static final int DOUBLE_ROUNDS = 10;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORDS = 16;
    /** "expand 32-byte k", on the diagonal. */
    private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private final int[] initial = new int[WORDS];
    private final int[] work = new int[WORDS];

    /** Derives the state with counter 0: the first 16 bytes of the nonce go into the key, the other 8 into the state. */
    void start(byte[] key, byte[] nonce) {
        int[] x = work;
        putConstants(x);
        for (int i = 0; i < 4; i++) {
            x[1 + i] = (int) INTS.get(key, 4 * i);
            x[11 + i] = (int) INTS.get(key, 16 + 4 * i);
            x[6 + i] = (int) INTS.get(nonce, 4 * i);
        }
        rounds(x);
        putConstants(initial);
        for (int i = 0; i < 4; i++) {
            initial[1 + i] = x[5 * i];
            initial[11 + i] = x[6 + i];
        }
        initial[6] = (int) INTS.get(nonce, 16);
        initial[7] = (int) INTS.get(nonce, 20);
        initial[8] = 0;
        initial[9] = 0;
        System.arraycopy(initial, 0, x, 0, WORDS);
        rounds(x);
        for (int w = 0; w < WORDS; w++) {
            x[w] += initial[w];
        }
    }

    /** Returns the state itself, with counter 0. */
    int[] initial() {
        return initial;
    }

    /** Copies the beginning of the first block of the key stream. */
    void firstBlock(byte[] target, int length) {
        for (int i = 0; i < length; i += 4) {
            INTS.set(target, i, work[i >> 2]);
        }
    }

    /** Encrypts or decrypts with the first block of the key stream, from this place in it. */
    void applyFirstBlock(int skip, byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
        for (int i = 0; i < length; i++) {
            int at = skip + i;
            to[toOffset + i] = (byte) (from[fromOffset + i] ^ (work[at >> 2] >>> (8 * (at & 3))));
        }
    }

    void wipe() {
        Arrays.fill(initial, 0);
        Arrays.fill(work, 0);
    }

    private static void putConstants(int[] x) {
        for (int i = 0; i < 4; i++) {
            x[5 * i] = CONSTANTS[i];
        }
    }

    private static void rounds(int[] x) {
        for (int i = 0; i < DOUBLE_ROUNDS; i++) {
            quarterRound(x, 0, 4, 8, 12);
            quarterRound(x, 5, 9, 13, 1);
            quarterRound(x, 10, 14, 2, 6);
            quarterRound(x, 15, 3, 7, 11);
            quarterRound(x, 0, 1, 2, 3);
            quarterRound(x, 5, 6, 7, 4);
            quarterRound(x, 10, 11, 8, 9);
            quarterRound(x, 15, 12, 13, 14);
        }
    }

    private static void quarterRound(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }
}
