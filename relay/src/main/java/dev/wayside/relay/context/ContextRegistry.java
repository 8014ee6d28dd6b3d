package dev.wayside.relay.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The registry of contexts. A generator registers a type and publishes values of it, each under a key (a carrier, a
 * path); readers get the newest value or subscribe. Not safe for use by several threads: it is used on the relay's
 * event loop, and listeners are called there in the order of their subscription.
 */
public final class ContextRegistry {

    /**
     * Chosen: more carriers or paths than a relay has; one key more is refused, so that no generator fills the memory.
     */
    static final int MAX_KEYS = 4_096;

    private final Map<ContextType<?>, Topic<?>> topics = new HashMap<>();

    /**
     * A value with its time.
     *
     * @param atNanos on the relay's monotonic clock
     */
    public record Stamped<V>(V value, long atNanos) {}

    /** A subscriber to values of a type. */
    @FunctionalInterface
    public interface Listener<V> {

        /** Called with each published value. */
        void published(String key, Stamped<V> value);
    }

    /** The right to publish a type. */
    public static final class Publisher<V> {

        private final Topic<V> topic;

        private Publisher(Topic<V> topic) {
            this.topic = topic;
        }

        /**
         * Publishes a value; all subscribers get it before this returns.
         *
         * @throws IllegalStateException if there are too many keys of this type
         */
        public void publish(String key, V value, long nowNanos) {
            topic.publish(key, new Stamped<>(value, nowNanos));
        }

        /** Removes a key. */
        public void withdraw(String key) {
            topic.values.remove(key);
        }
    }

    private static final class Topic<V> {

        private final String name;
        private final Map<String, Stamped<V>> values = new TreeMap<>();
        private final List<Listener<V>> listeners = new ArrayList<>();
        private String generator = "";

        Topic(String name) {
            this.name = name;
        }

        void publish(String key, Stamped<V> value) {
            if (values.size() >= MAX_KEYS && !values.containsKey(key)) {
                throw new IllegalStateException("more than " + MAX_KEYS + " keys of context " + name);
            }
            values.put(key, value);
            for (Listener<V> listener : List.copyOf(listeners)) {
                listener.published(key, value);
            }
        }
    }

    /**
     * Registers the generator of a type.
     *
     * @throws IllegalStateException if the type has one already
     */
    public <V> Publisher<V> register(ContextType<V> type, String generator) {
        Topic<V> topic = topic(type);
        if (!topic.generator.isEmpty()) {
            throw new IllegalStateException("context " + type.name() + " already has a publisher: " + topic.generator);
        }
        topic.generator = generator;
        return new Publisher<>(topic);
    }

    /** The newest value under a key. */
    public <V> Optional<Stamped<V>> latest(ContextType<V> type, String key) {
        return Optional.ofNullable(topic(type).values.get(key));
    }

    /** The newest values of a type by key, in the order of the keys; a copy. */
    public <V> Map<String, Stamped<V>> all(ContextType<V> type) {
        return new TreeMap<>(topic(type).values);
    }

    /** Calls the listener with every value published from now on; running the result ends that. */
    public <V> Runnable subscribe(ContextType<V> type, Listener<V> listener) {
        Topic<V> topic = topic(type);
        topic.listeners.add(listener);
        return () -> topic.listeners.remove(listener);
    }

    /** The topic of a type. It is created with its type, so its values have that type. */
    @SuppressWarnings("unchecked")
    private <V> Topic<V> topic(ContextType<V> type) {
        return (Topic<V>) topics.computeIfAbsent(type, key -> new Topic<V>(key.name()));
    }
}
