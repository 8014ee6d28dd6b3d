package dev.wayside.relay.context;

/**
 * A kind of context. Two are the same if name and class are.
 *
 * @param name what it is called on the status page and on the wire
 * @param valueType class of its values
 * @param <V> its values; immutable
 */
public record ContextType<V>(String name, Class<V> valueType) {}
