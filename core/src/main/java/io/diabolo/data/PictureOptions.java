package io.diabolo.data;

import io.diabolo.image.Size;
import org.jspecify.annotations.Nullable;

/**
 * How pictures are decoded.
 *
 * @param size what they are resized to; null keeps theirs
 * @param gray whether colour is dropped
 * @param strict whether a picture that does not decode is an error instead of being skipped
 */
public record PictureOptions(@Nullable Size size, boolean gray, boolean strict) {

    /** Whether pictures are changed, which other data cannot be. */
    boolean change() {
        return size != null || gray;
    }
}
