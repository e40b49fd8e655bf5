/**
 * How good a model is: measures of a reconstruction and of the codes.
 *
 * <p>Shapes: N batch, C channels, H height, W width, D latent. Arrays are row-major; a sample is [C, H, W].
 */
@NullMarked
package io.diabolo.eval;

import org.jspecify.annotations.NullMarked;
