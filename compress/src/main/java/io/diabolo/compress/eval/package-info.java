/**
 * Picture codecs beside each other: real bytes, distortion, speed, and the Bjontegaard difference of their rates.
 *
 * <p>{@code ComparedCodec} -> {@code RateMeasurement} (every picture at every setting through files) -> {@code RateCurve} ->
 * {@code BdRate}.
 */
@NullMarked
package io.diabolo.compress.eval;

import org.jspecify.annotations.NullMarked;
