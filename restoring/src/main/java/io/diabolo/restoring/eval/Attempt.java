package io.diabolo.restoring.eval;

import io.diabolo.image.Picture;
import java.util.function.Supplier;

/**
 * A way to restore a damaged picture.
 *
 * @param method its name
 * @param setting what is chosen in it, of which the best counts; empty where there is no choice
 * @param result makes the restored picture, of the size of the clean one
 */
record Attempt(String method, String setting, Supplier<Picture> result) {

    /** The restorer that is measured. */
    static final String OURS = "restorer";

    static Attempt of(String method, Supplier<Picture> result) {
        return new Attempt(method, "", result);
    }
}
