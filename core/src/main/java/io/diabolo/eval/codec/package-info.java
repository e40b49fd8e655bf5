/**
 * Picture codecs beside each other: real bytes, distortion, speed, and the Bjontegaard difference of their rates.
 *
 * <p>{@code PictureCoder} -> {@code RateMeasurement} (every picture at every setting through files) -> {@code RateCurve} ->
 * {@code BdRate}.
 */
@NullMarked
package io.diabolo.eval.codec;

import org.jspecify.annotations.NullMarked;
