/** Between Java2D's images of many kinds and plain bytes: {@link io.diabolo.awt.ImageSamples}. */
@NullMarked
package io.diabolo.awt;

import org.jspecify.annotations.NullMarked;
