package dev.wayside.relay.context;

/**
 * A kind of context. Two are equal if name and class are.
 *
 * @param name its name on the status page and on the wire
 * @param valueType class of its values
 * @param <V> its values; immutable
 */
public record ContextType<V>(String name, Class<V> valueType) {}
