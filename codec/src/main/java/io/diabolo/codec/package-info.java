/**
 * Pictures to small files and back: {@link io.diabolo.codec.Codec} does both, {@link io.diabolo.codec.Quality} says how
 * small or how good, {@link io.diabolo.codec.PictureHeader} what a file says about itself. The file is described in
 * FORMAT.md. {@link io.diabolo.codec.TileCoder} is what a network has to offer to code pictures.
 */
@NullMarked
package io.diabolo.codec;

import org.jspecify.annotations.NullMarked;
