package io.cammanager.backup.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/** Looks into the objects: nothing that was made of the key is left. */
class KeyWipingTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] TWEAK = new byte[16];

    static {
        Arrays.fill(KEY, (byte) 0x5a);
        Arrays.fill(TWEAK, (byte) 0xa5);
    }

    @Test
    void wideBlockCipherKeepsNothing() throws Exception {
        Eme eme = new Eme(KEY, TWEAK);
        byte[] text = new byte[32];
        eme.encrypt(text);
        eme.decrypt(text);

        eme.destroy();

        assertNothingLeft(eme);
        assertThatThrownBy(() -> eme.encrypt(text)).hasMessage("the cipher is closed and its key wiped");
        assertThatThrownBy(() -> eme.decrypt(text)).hasMessage("the cipher is closed and its key wiped");
    }

    @Test
    void obfuscationKeepsNothing() throws Exception {
        Obfuscation obfuscation = new Obfuscation(KEY);
        byte[] stored = obfuscation.encrypt(new byte[] {'a'});

        obfuscation.destroy();

        assertNothingLeft(obfuscation);
        assertThatThrownBy(() -> obfuscation.encrypt(new byte[] {'a'}))
                .hasMessage("the cipher is closed and its key wiped");
        assertThatThrownBy(() -> obfuscation.decrypt(stored)).hasMessage("the cipher is closed and its key wiped");
    }

    @Test
    void keyIsACopyAndTellsNothing() {
        AesKey key = new AesKey(KEY);
        assertThat(key.getEncoded()).isEqualTo(KEY).isNotSameAs(KEY);
        assertThat(key).hasToString("AesKey");

        key.destroy();

        assertThat(key.isDestroyed()).isTrue();
        assertThat(KEY).containsOnly(0x5a);
        assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
    }

    private static void assertNothingLeft(Object cipher) throws IllegalAccessException {
        for (Field field : cipher.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(cipher);
            if (value instanceof byte[] bytes) {
                assertThat(bytes).as(field.getName()).containsOnly(0);
            } else if (value instanceof Number number) {
                assertThat(number.longValue()).as(field.getName()).isZero();
            } else if (value instanceof Collection<?> idle) {
                assertThat(idle).as(field.getName()).isEmpty();
            } else if (value instanceof AesKey key) {
                assertNothingLeft(key);
            }
        }
    }
}
