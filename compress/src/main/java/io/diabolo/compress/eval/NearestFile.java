package io.diabolo.compress.eval;

import java.awt.image.BufferedImage;

/** The file of a codec that is nearest to a number of bytes. */
public final class NearestFile {

    private NearestFile() {}

    /**
     * Codes a picture with the setting whose file is nearest to {@code bytes}, found by bisection: files grow with the setting.
     *
     * @param picture as {@link ComparedCodec#encode} takes it
     * @return the whole file; that of the best setting where all are smaller
     */
    public static byte[] of(ComparedCodec coder, BufferedImage picture, long bytes) {
        int index = firstAtLeast(coder, picture, bytes);
        byte[] file = coder.encode(picture, coder.scale().setting(index));
        if (index > 0) {
            byte[] smaller = coder.encode(picture, coder.scale().setting(index - 1));
            if (Math.abs(smaller.length - bytes) < Math.abs(file.length - bytes)) {
                return smaller;
            }
        }
        return file;
    }

    private static int firstAtLeast(ComparedCodec coder, BufferedImage picture, long bytes) {
        int from = 0;
        int to = coder.scale().steps();
        while (from < to) {
            int middle = (from + to) / 2;
            if (coder.encode(picture, coder.scale().setting(middle)).length >= bytes) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
