package io.cammanager.backup.core.process;

import java.lang.reflect.Proxy;

/**
 * Unix signals. The JDK has them in {@code sun.misc}, and the compiler warns about that name in a way that cannot be
 * silenced; hence the reflection.
 */
public final class Signals {
    private Signals() {}

    /**
     * Runs the action when the signal arrives, on a thread of its own, instead of what the runtime does by default.
     *
     * @param name without {@code SIG}
     * @return whether this works here; not where the signal is unknown, or ignored on the parent's wish
     */
    public static boolean handle(String name, Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            var handle = signalType.getMethod("handle", signalType, handlerType);
            Object previous = handle.invoke(null, signal, handler);
            Object ignore = handlerType.getField("SIG_IGN").get(null);
            if (ignore.equals(previous)) {
                handle.invoke(null, signal, previous); // nohup and the like: the signal is not meant for us
                return false;
            }
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false; // no such class, no such signal, or the runtime keeps it: the caller does without
        }
    }
}
