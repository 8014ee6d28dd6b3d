/**
 * Sources in, one estimate out, with its uncertainty and the reasons. Pure mathematics: no clock, no randomness, no
 * input or output.
 *
 * <p>{@link dev.wayside.fusion.ShortTermSamples} and {@link dev.wayside.fusion.Source} hold the current knowledge; a
 * {@link dev.wayside.fusion.FusionRule} makes a {@link dev.wayside.fusion.FusedEstimate} of it. Rules learn about other
 * days from {@link dev.wayside.fusion.Outcome}s: {@link dev.wayside.fusion.VarianceCurve},
 * {@link dev.wayside.fusion.ErrorCovariance}, {@link dev.wayside.fusion.LinearStack};
 * {@link dev.wayside.fusion.IntervalCalibration} turns their estimates into intervals. For events instead of quantities
 * there are {@link dev.wayside.fusion.EventModel} and {@link dev.wayside.fusion.ProbabilityCalibration}. Everything
 * learned is an immutable record of numbers and lists, which any format can write and read.
 */
@NullMarked
package dev.wayside.fusion;

import org.jspecify.annotations.NullMarked;
