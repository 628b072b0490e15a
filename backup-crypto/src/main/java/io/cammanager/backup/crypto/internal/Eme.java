package io.cammanager.backup.crypto.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;

/**
 * AES-256 in EME mode (Halevi and Rogaway) under one tweak: up to 128 blocks are one wide block, so that a change of any bit
 * changes all. Thread-safe. Blocks are 128-bit integers, little end first.
 */
final class Eme {
    static final int BLOCK = 16;
    static final int MAX_BYTES = 128 * BLOCK;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final AesKey key;
    private long tweakLow;
    private long tweakHigh;

    /** What each block is masked with, one after the other. */
    private final byte[] masks = new byte[MAX_BYTES];

    /** The ciphers that no thread is using; a thread's own could not be wiped by another one. */
    private final Queue<Cipher> encryptors = new ConcurrentLinkedQueue<>();

    private final Queue<Cipher> decryptors = new ConcurrentLinkedQueue<>();
    private volatile boolean destroyed;

    Eme(byte[] key, byte[] tweak) {
        if (tweak.length != BLOCK) {
            throw new IllegalArgumentException("tweak has " + tweak.length + " bytes, not " + BLOCK);
        }
        this.key = new AesKey(key);
        this.tweakLow = low(tweak, 0);
        this.tweakHigh = high(tweak, 0);
        fillMasks();
    }

    private Cipher aes(int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no AES-256 in this Java runtime", e);
        }
    }

    private void fillMasks() {
        applyAes(aes(Cipher.ENCRYPT_MODE), masks, BLOCK);
        long low = low(masks, 0);
        long high = high(masks, 0);
        for (int at = 0; at < MAX_BYTES; at += BLOCK) {
            long carry = (high >> 63) & 0x87;
            high = (high << 1) | (low >>> 63);
            low = (low << 1) ^ carry;
            put(masks, at, low, high);
        }
    }

    /** Encrypts in place. */
    void encrypt(byte[] text) {
        transform(Cipher.ENCRYPT_MODE, encryptors, text);
    }

    /** Decrypts in place. */
    void decrypt(byte[] text) {
        transform(Cipher.DECRYPT_MODE, decryptors, text);
    }

    private void transform(int mode, Queue<Cipher> idle, byte[] text) {
        if (text.length == 0 || text.length % BLOCK != 0 || text.length > MAX_BYTES) {
            throw new IllegalArgumentException(text.length + " bytes are not 1 to 128 blocks");
        }
        requireKey();
        Cipher polled = idle.poll();
        Cipher aes = polled == null ? aes(mode) : polled;
        mask(text);
        applyAes(aes, text, text.length);
        mix(aes, text);
        applyAes(aes, text, text.length);
        mask(text);
        idle.add(aes);
        VarHandle.acquireFence(); // what was read above was read before this look
        if (destroyed) {
            wipe(idle, mode);
        }
        requireKey();
    }

    private void requireKey() {
        if (destroyed) {
            throw ClosedCipher.exception();
        }
    }

    private void mix(Cipher aes, byte[] text) {
        long low = tweakLow;
        long high = tweakHigh;
        for (int at = 0; at < text.length; at += BLOCK) {
            low ^= low(text, at);
            high ^= high(text, at);
        }
        // The first block is computed from all others below: until then it is room for this one.
        put(text, 0, low, high);
        applyAes(aes, text, BLOCK);
        long firstLow = low(text, 0);
        long firstHigh = high(text, 0);
        low ^= firstLow;
        high ^= firstHigh;
        firstLow ^= tweakLow;
        firstHigh ^= tweakHigh;
        for (int at = BLOCK; at < text.length; at += BLOCK) {
            long carry = (high >> 63) & 0x87;
            high = (high << 1) | (low >>> 63);
            low = (low << 1) ^ carry;
            long mixedLow = low(text, at) ^ low;
            long mixedHigh = high(text, at) ^ high;
            firstLow ^= mixedLow;
            firstHigh ^= mixedHigh;
            put(text, at, mixedLow, mixedHigh);
        }
        put(text, 0, firstLow, firstHigh);
    }

    private void mask(byte[] text) {
        for (int at = 0; at < text.length; at += BLOCK) {
            put(text, at, low(text, at) ^ low(masks, at), high(text, at) ^ high(masks, at));
        }
    }

    private static void applyAes(Cipher aes, byte[] bytes, int length) {
        try {
            aes.update(bytes, 0, length, bytes, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES takes whole blocks in place", e);
        }
    }

    private static long low(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    private static long high(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at + Long.BYTES);
    }

    private static void put(byte[] bytes, int at, long low, long high) {
        LONGS.set(bytes, at, low);
        LONGS.set(bytes, at + Long.BYTES, high);
    }

    /** Wipes all that is of the key. What is being encrypted meanwhile ends with an exception. */
    void destroy() {
        destroyed = true;
        key.destroy();
        Arrays.fill(masks, (byte) 0);
        tweakLow = 0;
        tweakHigh = 0;
        wipe(encryptors, Cipher.ENCRYPT_MODE);
        wipe(decryptors, Cipher.DECRYPT_MODE);
    }

    /** Another key is all that makes the JDK's AES give up the one that it has. */
    private static void wipe(Queue<Cipher> idle, int mode) {
        AesKey zeros = new AesKey(new byte[2 * BLOCK]);
        for (Cipher aes = idle.poll(); aes != null; aes = idle.poll()) {
            try {
                aes.init(mode, zeros);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no AES-256 in this Java runtime", e);
            }
        }
    }
}
