package io.diabolo.restoring.eval;

import io.diabolo.image.Picture;
import java.util.List;

/**
 * A picture that was damaged, and what may be done to it.
 *
 * @param damage in words
 * @param shown the damaged picture, of the size of the clean one
 * @param attempts of the simple methods, and of the restorer last
 */
record Trial(String damage, Picture shown, List<Attempt> attempts) {

    Trial {
        attempts = List.copyOf(attempts);
    }
}
