package dev.wayside.api.http.exchange;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param items in the order of the listing
 * @param next the {@code after} of the next page; absent on the last
 */
record Page<T>(List<T> items, @Nullable String next) {}
