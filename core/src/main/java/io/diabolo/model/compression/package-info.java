/**
 * The learned picture codec as it is trained. {@link io.diabolo.model.compression.CompressionModel} shows the signal path;
 * what is exported runs without this package.
 *
 * <p>Shapes: N batch, H and W the picture's size, h = H/16 and w = W/16, M latent channels.
 */
@NullMarked
package io.diabolo.model.compression;

import org.jspecify.annotations.NullMarked;
