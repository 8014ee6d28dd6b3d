/**
 * The HTTP service: predictions and browsing over one history store.
 *
 * <p>{@link dev.wayside.api.http.WaysideService} puts a server together from {@code Routes} (which path goes where),
 * one class per group of calls ({@code PredictionCalls}, {@code BrowseCalls}, {@code PassCalls}, {@code StatusCalls},
 * {@code HealthCalls}), {@code DashboardFile} and {@code DashboardAssets} (the pages at {@code /} and what they are
 * made of), and {@code Problems}, which turns everything that goes wrong into problem details (RFC 9457). Requests are
 * parsed strictly by {@code StrictJson}; what goes out is made of the records named {@code ...Response}, whose fields
 * are the wire format.
 */
@NullMarked
package dev.wayside.api.http;

import org.jspecify.annotations.NullMarked;
