/**
 * Datasets and their readers. {@link io.diabolo.data.Dataset} is what everything else sees.
 *
 * <p>Shapes: N batch, C channels, H height, W width. A sample is stored as [C, H, W], planar, row by row.
 */
@NullMarked
package io.diabolo.data;

import org.jspecify.annotations.NullMarked;
