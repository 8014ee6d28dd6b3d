/**
 * Sources in, one estimate out, with how far to trust it and why. Pure mathematics: no clock, no chance, no input or
 * output.
 *
 * <p>{@link dev.wayside.fusion.ShortTermSamples} and {@link dev.wayside.fusion.Source} say what is known now; a
 * {@link dev.wayside.fusion.FusionRule} makes a {@link dev.wayside.fusion.FusedEstimate} of it. What rules need to know
 * of other days is learned from {@link dev.wayside.fusion.Outcome}s: {@link dev.wayside.fusion.VarianceCurve},
 * {@link dev.wayside.fusion.ErrorCovariance}, {@link dev.wayside.fusion.LinearStack};
 * {@link dev.wayside.fusion.IntervalCalibration} turns their estimates into intervals. For events rather than
 * quantities there are {@link dev.wayside.fusion.EventModel} and {@link dev.wayside.fusion.ProbabilityCalibration}. All
 * that is learned is an immutable record of numbers and lists, to be written and read as any format likes.
 */
@NullMarked
package dev.wayside.fusion;

import org.jspecify.annotations.NullMarked;
