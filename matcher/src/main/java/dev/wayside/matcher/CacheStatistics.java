package dev.wayside.matcher;

/**
 * How the cells in memory have served so far; an estimate while others ask.
 *
 * @param hits questions about a cell that was in memory
 * @param misses questions that read the store
 * @param evictions cells that made room for others
 * @param cells cells in memory
 */
public record CacheStatistics(long hits, long misses, long evictions, long cells) {}
