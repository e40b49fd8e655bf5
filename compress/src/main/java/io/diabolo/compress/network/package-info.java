/**
 * The learned picture codec as it is trained. {@link io.diabolo.compress.network.CompressionModel} shows the signal path;
 * what is exported runs without this package.
 *
 * <p>{@code AnalysisTransform}, {@code SynthesisTransform}, {@code HyperTransforms}, {@code ScaledConvolution} and {@code
 * LatentQuantiser} compute in libtorch, with gradients, what {@code Analysis}, {@code Synthesis}, {@code HyperNetworks},
 * {@code Convolution} and {@code LatentCoder} compute in Java when the codec is used.
 *
 * <p>Shapes: N batch, H and W the picture's size, h = H/16 and w = W/16, M latent channels.
 */
@NullMarked
package io.diabolo.compress.network;

import org.jspecify.annotations.NullMarked;
