/**
 * Pictures: read, write, resize, convert, and lay out on sheets. {@link io.diabolo.image.Picture} holds the bytes,
 * {@link io.diabolo.image.PictureFiles} reads and writes them.
 *
 * <p>Shapes: C channels (1 gray, 3 RGB, 4 RGBA), H height, W width; bytes are planar [C, H, W], row by row.
 */
@NullMarked
package io.diabolo.image;

import org.jspecify.annotations.NullMarked;
