package io.diabolo.codec;

import io.diabolo.error.BadInputException;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Finds the level that meets a target, by bisection: bytes and PSNR grow with the level. */
final class LevelSearch {

    /** How far a file may be from the bits per pixel that were asked for. */
    private static final double TOLERANCE = 0.02;

    private final PictureEncoder picture;

    LevelSearch(PictureEncoder picture) {
        this.picture = picture;
    }

    /**
     * The file whose bits per pixel are nearest to the target.
     *
     * @throws BadInputException if that is more than 2 % away
     */
    byte[] nearest(Quality.BitsPerPixel target) {
        double wanted = target.bitsPerPixel() * picture.pixelCount() / 8;
        int above = firstLevel(level -> picture.file(level).length >= wanted);
        byte[] best = picture.file(Math.min(above, picture.levels() - 1));
        if (above > 0 && wanted - picture.file(above - 1).length < best.length - wanted) {
            best = picture.file(above - 1);
        }
        if (Math.abs(best.length / wanted - 1) > TOLERANCE) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s bits per pixel cannot be met: the nearest file of this picture has %.4f (%d bytes).",
                    target.bitsPerPixel(),
                    8.0 * best.length / picture.pixelCount(),
                    best.length));
        }
        return best;
    }

    /**
     * The best file that is small enough.
     *
     * @throws BadInputException if none is
     */
    byte[] largest(Quality.MaxBytes target) {
        int tooLarge = firstLevel(level -> picture.file(level).length > target.bytes());
        if (tooLarge == 0) {
            throw new BadInputException("%d bytes are too few: the smallest file of this picture has %d."
                    .formatted(target.bytes(), picture.file(0).length));
        }
        return picture.file(tooLarge - 1);
    }

    /**
     * The smallest file that is good enough.
     *
     * @throws BadInputException if none is
     */
    byte[] smallest(Quality.PsnrDb target) {
        int enough = firstLevel(level -> picture.psnrDb(level) >= target.psnrDb());
        if (enough == picture.levels()) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "A PSNR of %s dB cannot be met: the best file of this picture has %.2f dB.",
                    target.psnrDb(),
                    picture.psnrDb(enough - 1)));
        }
        return picture.file(enough);
    }

    /** The lowest level where it holds, given that it holds above each level where it does; levels() if nowhere. */
    private int firstLevel(IntPredicate holds) {
        int from = 0;
        int to = picture.levels();
        while (from < to) {
            int middle = (from + to) / 2;
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
