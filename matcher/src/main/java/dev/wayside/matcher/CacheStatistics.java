package dev.wayside.matcher;

/**
 * Statistics of the cells in memory; an estimate under concurrent use.
 *
 * @param hits requests for a cell that was in memory
 * @param misses requests that read the store
 * @param evictions cells removed to make space for others
 * @param cells cells in memory
 */
public record CacheStatistics(long hits, long misses, long evictions, long cells) {}
