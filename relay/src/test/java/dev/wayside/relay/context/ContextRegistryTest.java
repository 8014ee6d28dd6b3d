package dev.wayside.relay.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ContextRegistryTest {

    private static final ContextType<Signal> SIGNAL = new ContextType<>("signal", Signal.class);

    private record Signal(String carrier, String cell, double rsrpDbm) {}

    private final ContextRegistry registry = new ContextRegistry();

    @Test
    void theNewestValueOfAKeyIsKept() {
        var publisher = registry.register(SIGNAL, "modem");
        publisher.publish("cmcc", new Signal("cmcc", "7", -90), 1);
        publisher.publish("cmcc", new Signal("cmcc", "8", -80), 2);
        assertThat(registry.latest(SIGNAL, "cmcc"))
                .contains(new ContextRegistry.Stamped<>(new Signal("cmcc", "8", -80), 2));
        publisher.withdraw("cmcc");
        assertThat(registry.latest(SIGNAL, "cmcc")).isEmpty();
    }

    @Test
    void subscribersHearUntilTheyLeave() {
        var publisher = registry.register(SIGNAL, "modem");
        List<String> heard = new ArrayList<>();
        Runnable leave = registry.subscribe(SIGNAL, (key, value) -> heard.add(key + value.atNanos()));
        publisher.publish("a", new Signal("a", "7", -90), 1);
        leave.run();
        publisher.publish("b", new Signal("b", "7", -90), 2);
        assertThat(heard).containsExactly("a1");
    }

    @Test
    void aTypeHasOneGenerator() {
        registry.register(SIGNAL, "modem");
        assertThatThrownBy(() -> registry.register(SIGNAL, "replay"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("signal")
                .hasMessageContaining("modem");
    }

    @Test
    void keysAreBounded() {
        var publisher = registry.register(SIGNAL, "modem");
        for (int i = 0; i < ContextRegistry.MAX_KEYS; i++) {
            publisher.publish("k" + i, new Signal("a", "7", -90), i);
        }
        assertThatThrownBy(() -> publisher.publish("one more", new Signal("a", "7", -90), 0))
                .isInstanceOf(IllegalStateException.class);
        publisher.publish("k0", new Signal("a", "9", -91), 9);
        assertThat(registry.all(SIGNAL)).hasSize(ContextRegistry.MAX_KEYS);
    }
}
