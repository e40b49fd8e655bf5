/**
 * The codec's networks, in pure Java: {@link io.diabolo.codec.network.CodecNetwork} is a weights file ready for use.
 *
 * <pre>{@code
 * rgb -> analysis -> y -> * gain -> hyper analysis -> z -> symbols
 *                                \-> context, slice by slice <- hyper synthesis <- z
 *                                     \-> residuals -> symbols
 * symbols -> z, residuals -> yHat -> / gain -> synthesis -> rgb
 * }</pre>
 *
 * <p>Shapes: H, W the tile in pixels; h = ceil(H / 16), w = ceil(W / 16) its latent grid; maps are [rows, columns, channels].
 */
@NullMarked
package io.diabolo.codec.network;

import org.jspecify.annotations.NullMarked;
