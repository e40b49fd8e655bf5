package io.diabolo.restore;

import io.diabolo.awt.ImageSamples;
import java.util.Arrays;
import java.util.BitSet;

/** Finds pixels of a picture that are lost. */
final class OddPixels {

    /** How far neighbours are looked for, and how many a pixel must have to be judged. */
    private static final int REACH = 3;

    private static final int ENOUGH = 3;

    /** How far a lost pixel is from the median of its neighbours, at least. */
    private static final int FAR = 48;

    private final byte[] planes;
    private final int width;
    private final int height;
    private final int plane;

    private OddPixels(ImageSamples samples) {
        planes = samples.colours();
        width = samples.width();
        height = samples.height();
        plane = width * height;
    }

    /** Transparent pixels, or else black and white ones whose neighbours that are neither are of another luminance. */
    static BitSet of(ImageSamples samples) {
        BitSet found = new BitSet();
        for (int i = 0; i < samples.alpha().length; i++) {
            found.set(i, samples.alpha()[i] == 0);
        }
        if (!found.isEmpty()) {
            return found;
        }
        OddPixels pixels = new OddPixels(samples);
        BitSet extreme = new BitSet();
        for (int i = 0; i < pixels.plane; i++) {
            extreme.set(i, pixels.isExtreme(i));
        }
        for (int i = extreme.nextSetBit(0); i >= 0; i = extreme.nextSetBit(i + 1)) {
            found.set(i, pixels.isOdd(i, extreme));
        }
        return found;
    }

    private boolean isExtreme(int pixel) {
        byte first = planes[pixel];
        return (first == 0 || first == (byte) 255)
                && planes[plane + pixel] == first
                && planes[2 * plane + pixel] == first;
    }

    private boolean isOdd(int pixel, BitSet extreme) {
        int y = pixel / width;
        int x = pixel % width;
        int[] values = new int[(2 * REACH + 1) * (2 * REACH + 1)];
        int count = 0;
        for (int ny = Math.max(0, y - REACH); ny <= Math.min(height - 1, y + REACH); ny++) {
            for (int nx = Math.max(0, x - REACH); nx <= Math.min(width - 1, x + REACH); nx++) {
                if (!extreme.get(ny * width + nx)) {
                    // Green stands for the luminance: of gray pictures it is the value itself.
                    values[count++] = planes[plane + ny * width + nx] & 0xff;
                }
            }
        }
        Arrays.sort(values, 0, count);
        return count >= ENOUGH && Math.abs((planes[pixel] & 0xff) - values[count / 2]) >= FAR;
    }
}
