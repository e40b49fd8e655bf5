package io.diabolo.compress.eval;

import java.awt.image.BufferedImage;
import java.util.List;

/** A lossy picture codec with a setting for its quality: pixels in memory to the bytes of a whole file, and back. */
public interface ComparedCodec {

    /** For tables and charts, such as {@code JPEG}. */
    String name();

    /** The settings of a rate-distortion curve, from the smallest file on. */
    List<Double> settings();

    /** All settings, of which those of the curve are some. */
    Scale scale();

    /**
     * Codes a picture.
     *
     * @param picture RGB or gray, 8 bits a channel, without alpha
     * @param setting one of {@link #scale}
     * @return the whole file
     */
    byte[] encode(BufferedImage picture, double setting);

    /** Decodes a file of this codec. */
    BufferedImage decode(byte[] file);

    /**
     * Evenly spaced settings, from that of the smallest file to that of the best picture.
     *
     * @param steps how many there are between them; the scale has one setting more
     */
    record Scale(double lowest, double highest, int steps) {

        /** The setting number {@code index}, 0 to {@code steps}. */
        public double setting(int index) {
            return lowest + (highest - lowest) * index / steps;
        }
    }
}
