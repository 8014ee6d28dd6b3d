/**
 * Exact window search within one cell, and the prediction from what followed.
 *
 * <p>{@link dev.wayside.matcher.Matcher} takes an {@link dev.wayside.matcher.Observation} (a cell and the newest RSRP
 * samples) through four steps, a class each: {@code CellSearch} passes over the cell's history once and keeps the
 * nearest window of each of the K nearest visits; {@code MatchWeights} weighs them; {@code Forecasts} reads their
 * performance along the look-ahead; {@code UpcomingHandovers} counts the handovers that followed. The result is a
 * {@link dev.wayside.matcher.Prediction}.
 */
@NullMarked
package dev.wayside.matcher;

import org.jspecify.annotations.NullMarked;
