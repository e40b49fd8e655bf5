/**
 * Datasets and their readers. {@link io.diabolo.data.Dataset} is what everything else sees, {@link
 * io.diabolo.data.DataSource} opens whatever there is.
 *
 * <p>Shapes: N samples; a sample is a row [F] of F features, a series [C, L] of C channels and L steps, or a picture
 * [C, H, W] of C channels, H high and W wide, stored planar, row by row. What is missing is NaN.
 */
@NullMarked
package io.diabolo.data;

import org.jspecify.annotations.NullMarked;
