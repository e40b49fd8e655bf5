package io.diabolo.codec;

import io.diabolo.error.BadInputException;
import java.io.Serializable;

/**
 * How good the coded picture shall be, or how large its file: a step of the quality scale, or a target that is searched
 * for. Files are counted whole, header and alpha channel included.
 */
public sealed interface Quality extends Serializable {

    /** The best quality of the scale; 1 is the smallest file. */
    double BEST = 8;

    /** A step of the scale, 1 to 8; fractions are allowed. */
    static Quality of(double quality) {
        return new Scale(quality);
    }

    /** The level whose file is nearest to so many bits a pixel, within 2 %. */
    static Quality bitsPerPixel(double bitsPerPixel) {
        return new BitsPerPixel(bitsPerPixel);
    }

    /** The best level whose file has at most so many bytes. */
    static Quality maxBytes(long bytes) {
        return new MaxBytes(bytes);
    }

    /** The lowest level that is at least as near to the picture as this PSNR (dB, over all colour samples, 8 bits). */
    static Quality psnrDb(double psnrDb) {
        return new PsnrDb(psnrDb);
    }

    /** A step of the scale. */
    record Scale(double quality) implements Quality {
        public Scale {
            if (!(quality >= 1 && quality <= BEST)) {
                throw new BadInputException("The quality must be 1 to 8, not " + quality + ".");
            }
        }

        /** The level of a coder with so many levels; with 127 of them, a step of the scale is 18 levels. */
        int level(int levels) {
            return (int) Math.round((quality - 1) / (BEST - 1) * (levels - 1));
        }
    }

    /** A size relative to the picture's. */
    record BitsPerPixel(double bitsPerPixel) implements Quality {
        public BitsPerPixel {
            requirePositive("bits per pixel", bitsPerPixel);
        }
    }

    /** A limit of the size. */
    record MaxBytes(long bytes) implements Quality {
        public MaxBytes {
            requirePositive("largest number of bytes", (double) bytes);
        }
    }

    /** A limit of the distortion. */
    record PsnrDb(double psnrDb) implements Quality {
        public PsnrDb {
            requirePositive("PSNR in dB", psnrDb);
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new BadInputException("The %s must be more than 0, not %s.".formatted(what, value));
        }
    }
}
