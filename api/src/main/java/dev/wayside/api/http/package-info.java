/**
 * The HTTP service over one history store.
 *
 * <p>{@link dev.wayside.api.http.WaysideService} puts a server together from {@code ServerSetup} (connections and their
 * limits), {@code Routes} (which path goes where, and which scope it needs), one class per group of calls
 * ({@code PredictionCalls}, {@code EstimateCalls}, {@code StreamCalls}, {@code TraceCalls}, {@code BrowseCalls},
 * {@code PassCalls}, {@code StatusCalls}, {@code DayCalls}, {@code BackupCalls}, {@code HealthCalls},
 * {@code ContractCalls}), {@code DashboardFile} and {@code DashboardAssets} (the pages at {@code /}), and
 * {@code Problems}, which turns everything that goes wrong into problem details (RFC 9457). {@code AccessControl} and
 * {@code RateLimit} stand before the calls, {@code ServiceMetrics} and {@code AccessLog} behind them.
 * {@code openapi.yaml} says what all of them take and answer; requests are parsed strictly by {@code StrictJson}, and
 * what goes out is made of the records named {@code ...Response}.
 */
@NullMarked
package dev.wayside.api.http;

import org.jspecify.annotations.NullMarked;
