package dev.wayside.relay;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

import dev.wayside.relay.loop.Libc;

/**
 * SIGHUP, which requests a reload. Caught from the start of the program, which it would end otherwise, and kept until
 * there is a relay to reload.
 *
 * <p>Found by reflection: {@code sun.misc.Signal} is the one way Java has, is supported (module
 * {@code jdk.unsupported}), and the compiler warns of it in a way that nothing turns off.
 */
public final class HangupSignal {

    private static final int SIGHUP = 1;
    private static final long SIG_DFL = 0;

    private Optional<Runnable> action = Optional.empty();
    private boolean isWaiting;

    private HangupSignal() {}

    /** Catches the signal from now on. */
    public static HangupSignal hold() {
        HangupSignal signal = new HangupSignal();
        try {
            if (signal.isIgnored()) {
                // Under nohup, and in the start script, which ignores it while Java starts.
                Libc.signal(SIGHUP, SIG_DFL);
                signal.isIgnored();
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot catch SIGHUP: module jdk.unsupported is missing", e);
        }
        return signal;
    }

    /** Catches it; true if the process was started with it ignored. */
    private boolean isIgnored() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Runnable action = this::came;
        MethodHandle came = MethodHandles.publicLookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(action);
        Object caught = MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(came, 0, signal));
        Object before = signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), caught);
        return handler.getField("SIG_IGN").get(null).equals(before);
    }

    private void came() {
        Optional<Runnable> now;
        synchronized (this) {
            now = action;
            isWaiting = action.isEmpty();
        }
        now.ifPresent(Runnable::run);
    }

    /** Runs this at each signal from now on, and at once if one came before. */
    public void run(Runnable reload) {
        boolean late;
        synchronized (this) {
            action = Optional.of(reload);
            late = isWaiting;
        }
        if (late) {
            reload.run();
        }
    }
}
