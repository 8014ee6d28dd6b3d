/**
 * The HTTP service over one history store.
 *
 * <p>{@link dev.wayside.api.http.WaysideService} puts a server together from {@code ServerSetup} (connections and their
 * limits) and {@code Routes} (which path goes where, and which scope it needs). The calls have packages of their own:
 * {@code predict}, {@code stream}, {@code browse}, {@code ingest}, {@code upkeep}, {@code page}. {@code flow} and
 * {@code access} come before them, {@code monitor} behind them, and {@code exchange} is what all of them use.
 * {@code page/openapi.yaml} describes every call; requests are parsed strictly, and answers are made of the records
 * named {@code ...Response}.
 */
@NullMarked
package dev.wayside.api.http;

import org.jspecify.annotations.NullMarked;
