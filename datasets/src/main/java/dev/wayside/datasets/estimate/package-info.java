/**
 * Estimates as the service gives them: a prediction of the history fused with what a vehicle has just measured.
 *
 * <p>{@code Estimator} reads the {@code Calibration} that a store holds, collects the values of every source, and fuses
 * them by the rule that was learned; {@code EventOutlook} does the same for handovers and outages. Nothing here learns:
 * the evaluation does, and uses the same features.
 */
@NullMarked
package dev.wayside.datasets.estimate;

import org.jspecify.annotations.NullMarked;
