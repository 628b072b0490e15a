package io.cammanager.backup.crypto.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that are only hard to read: each character is turned by a number that the name itself gives, and that stands before
 * the first dot. Whoever wants to read them can.
 */
public final class Obfuscation implements SegmentCipher {
    private static final Pattern NUMBERED = Pattern.compile("([0-9]{1,3})\\.(.*)", Pattern.DOTALL);
    private static final byte[] AS_IT_IS = {'!', '.'};
    private static final int CAPITALS = 26;

    private volatile int keySum;
    private volatile boolean destroyed;

    public Obfuscation(byte[] nameKey) {
        int total = 0;
        for (byte b : nameKey) {
            total += b & 0xff;
        }
        keySum = total;
    }

    @Override
    public byte[] encrypt(byte[] name) {
        if (name.length == 0) {
            return name;
        }
        String text = new String(name, UTF_8);
        if (!Arrays.equals(text.getBytes(UTF_8), name)) {
            byte[] marked = Arrays.copyOf(AS_IT_IS, AS_IT_IS.length + name.length);
            System.arraycopy(name, 0, marked, AS_IT_IS.length, name.length);
            return marked;
        }
        int ofKey = requireKeySum();
        int sum = text.codePoints().map(c -> c & 0xff).sum() & 0xff;
        StringBuilder turned = new StringBuilder().append(sum).append('.');
        text.codePoints().forEach(c -> appendTurned(turned, c, sum + ofKey));
        return turned.toString().getBytes(UTF_8);
    }

    private int requireKeySum() {
        int sum = keySum;
        if (destroyed) {
            throw ClosedCipher.exception();
        }
        return sum;
    }

    private static void appendTurned(StringBuilder turned, int character, int by) {
        if (character == '!') {
            turned.append("!!");
            return;
        }
        int result = turn(character, by, 1);
        if (isSurrogate(result)) {
            turned.append('!');
            result = character;
        }
        turned.appendCodePoint(result);
    }

    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    private static int turn(int character, int by, int direction) {
        if (character >= '0' && character <= '9') {
            return '0' + Math.floorMod(character - '0' + direction * (by % 9 + 1), 10);
        }
        if (character >= 'A' && character <= 'Z') {
            return letter(character - 'A' + direction * (by % 25 + 1));
        }
        if (character >= 'a' && character <= 'z') {
            return letter(character - 'a' + CAPITALS + direction * (by % 25 + 1));
        }
        if (character >= 0xa0 && character <= 0xff) {
            return 0xa0 + Math.floorMod(character - 0xa0 + direction * (by % 95 + 1), 96);
        }
        if (character >= 0x100) {
            return (character & ~0xff) + Math.floorMod((character & 0xff) + direction * (by % 127 + 1), 256);
        }
        return character;
    }

    private static int letter(int position) {
        int turned = Math.floorMod(position, 2 * CAPITALS);
        return turned < CAPITALS ? 'A' + turned : 'a' + turned - CAPITALS;
    }

    @Override
    public byte[] decrypt(byte[] stored) throws UndecodableNameException {
        if (stored.length == 0) {
            return stored;
        }
        byte[] name = startsAsItIs(stored)
                ? Arrays.copyOfRange(stored, AS_IT_IS.length, stored.length)
                : turnBack(new String(stored, UTF_8));
        if (!Arrays.equals(encrypt(name), stored)) {
            throw UndecodableNameException.damaged("not written as an obfuscated name is");
        }
        return name;
    }

    private static boolean startsAsItIs(byte[] stored) {
        return stored.length > AS_IT_IS.length && stored[0] == AS_IT_IS[0] && stored[1] == AS_IT_IS[1];
    }

    private byte[] turnBack(String stored) throws UndecodableNameException {
        Matcher numbered = NUMBERED.matcher(stored);
        if (!numbered.matches()) {
            throw UndecodableNameException.foreign("no number before the first dot");
        }
        int by = Integer.parseInt(numbered.group(1)) + requireKeySum();
        int[] turned = numbered.group(2).codePoints().toArray();
        StringBuilder name = new StringBuilder(turned.length);
        for (int i = 0; i < turned.length; i++) {
            boolean quoted = turned[i] == '!' && i + 1 < turned.length;
            name.appendCodePoint(quoted ? turned[++i] : turn(turned[i], by, -1));
        }
        return name.toString().getBytes(UTF_8);
    }

    @Override
    public void destroy() {
        destroyed = true;
        keySum = 0;
    }
}
