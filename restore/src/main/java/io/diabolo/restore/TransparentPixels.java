package io.diabolo.restore;

import io.diabolo.awt.ImageSamples;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Gives transparent pixels the colours of their neighbours. Their own can be anything, mostly black, and nobody sees them; a
 * network or a filter would mix them into the pixels beside them, as a dark seam.
 */
final class TransparentPixels {

    private static final int COLOURS = 3;

    private final int width;
    private final int height;
    private final byte[] planes;
    private final BitSet coloured;
    private final BitSet waiting = new BitSet();

    private TransparentPixels(ImageSamples samples, BitSet coloured) {
        this.width = samples.width();
        this.height = samples.height();
        this.planes = samples.colours().clone();
        this.coloured = coloured;
    }

    /** The planes of {@code samples}, or others in which no pixel with a visible one anywhere has a colour of its own. */
    static byte[] coloured(ImageSamples samples) {
        byte[] alpha = samples.alpha();
        BitSet visible = new BitSet(alpha.length);
        for (int i = 0; i < alpha.length; i++) {
            visible.set(i, alpha[i] != 0);
        }
        if (visible.isEmpty() || visible.cardinality() == alpha.length) {
            return samples.colours();
        }
        TransparentPixels pixels = new TransparentPixels(samples, visible);
        pixels.grow();
        return pixels.planes;
    }

    /** Ring after ring around what is visible; a ring is made of those before it, so that no order of its pixels matters. */
    private void grow() {
        int[] ring = edge();
        while (ring.length > 0) {
            for (int pixel : ring) {
                paint(pixel);
            }
            for (int pixel : ring) {
                coloured.set(pixel);
            }
            ring = around(ring);
        }
    }

    /** The transparent pixels beside visible ones. */
    private int[] edge() {
        return IntStream.iterate(coloured.nextClearBit(0), i -> i < width * height, i -> coloured.nextClearBit(i + 1))
                .filter(this::touchesColour)
                .toArray();
    }

    private boolean touchesColour(int pixel) {
        for (int y = top(pixel); y <= bottom(pixel); y++) {
            int next = coloured.nextSetBit(y * width + left(pixel));
            if (next >= 0 && next <= y * width + right(pixel)) {
                return true;
            }
        }
        return false;
    }

    /** The neighbours of a ring that have no colour yet, each once. */
    private int[] around(int[] ring) {
        int[] found = new int[ring.length + 8];
        int count = 0;
        for (int pixel : ring) {
            for (int y = top(pixel); y <= bottom(pixel); y++) {
                for (int x = left(pixel); x <= right(pixel); x++) {
                    int neighbour = y * width + x;
                    if (!coloured.get(neighbour) && !waiting.get(neighbour)) {
                        waiting.set(neighbour);
                        found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
                        found[count++] = neighbour;
                    }
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** With the mean of its neighbours that have a colour. */
    private void paint(int pixel) {
        int plane = width * height;
        int[] sums = new int[COLOURS];
        int count = 0;
        for (int y = top(pixel); y <= bottom(pixel); y++) {
            for (int x = left(pixel); x <= right(pixel); x++) {
                int neighbour = y * width + x;
                if (coloured.get(neighbour)) {
                    count++;
                    for (int c = 0; c < COLOURS; c++) {
                        sums[c] += planes[c * plane + neighbour] & 0xff;
                    }
                }
            }
        }
        for (int c = 0; c < COLOURS; c++) {
            planes[c * plane + pixel] = (byte) ((sums[c] + count / 2) / count);
        }
    }

    private int top(int pixel) {
        return Math.max(0, pixel / width - 1);
    }

    private int bottom(int pixel) {
        return Math.min(height - 1, pixel / width + 1);
    }

    private int left(int pixel) {
        return Math.max(0, pixel % width - 1);
    }

    private int right(int pixel) {
        return Math.min(width - 1, pixel % width + 1);
    }
}
