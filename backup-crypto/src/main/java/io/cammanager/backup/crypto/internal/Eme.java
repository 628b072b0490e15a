package io.cammanager.backup.crypto.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in EME mode (Halevi and Rogaway) under one tweak: up to 128 blocks are one wide block, so that a change of any bit
 * changes all. Thread-safe; each thread keeps its AES. Blocks are 128-bit integers, little end first.
 */
final class Eme {
    static final int BLOCK = 16;
    static final int MAX_BYTES = 128 * BLOCK;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final SecretKeySpec key;
    private final long tweakLow;
    private final long tweakHigh;

    /** What each block is masked with, one after the other. */
    private final byte[] masks = new byte[MAX_BYTES];

    private final ThreadLocal<Cipher> encryptor;
    private final ThreadLocal<Cipher> decryptor;
    private volatile boolean destroyed;

    Eme(byte[] key, byte[] tweak) {
        if (tweak.length != BLOCK) {
            throw new IllegalArgumentException("tweak has " + tweak.length + " bytes, not " + BLOCK);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.tweakLow = low(tweak, 0);
        this.tweakHigh = high(tweak, 0);
        this.encryptor = ThreadLocal.withInitial(() -> aes(Cipher.ENCRYPT_MODE));
        this.decryptor = ThreadLocal.withInitial(() -> aes(Cipher.DECRYPT_MODE));
        fillMasks();
    }

    private Cipher aes(int mode) {
        if (destroyed) {
            throw new IllegalStateException("the keys of the names are destroyed");
        }
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
        transform(encryptor, text);
    }

    /** Decrypts in place. */
    void decrypt(byte[] text) {
        transform(decryptor, text);
    }

    private void transform(ThreadLocal<Cipher> direction, byte[] text) {
        if (text.length == 0 || text.length % BLOCK != 0 || text.length > MAX_BYTES) {
            throw new IllegalArgumentException(text.length + " bytes are not 1 to 128 blocks");
        }
        if (destroyed) {
            throw new IllegalStateException("the keys of the names are destroyed");
        }
        Cipher aes = direction.get();
        mask(text);
        applyAes(aes, text, text.length);
        mix(aes, text);
        applyAes(aes, text, text.length);
        mask(text);
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

    /** Makes the masks worthless and refuses further work. The JDK's AES objects go with their threads or this object. */
    void destroy() {
        destroyed = true;
        Arrays.fill(masks, (byte) 0);
        encryptor.remove();
        decryptor.remove();
    }
}
