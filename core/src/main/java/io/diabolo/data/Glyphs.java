package io.diabolo.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The embedded data: pen-drawn digits and letters, 28x28 gray, white ink on black, made from a seed.
 *
 * <p>Strokes in a unit square are bent by a smooth random warp, then scaled, slanted, turned, shifted and drawn with a pen
 * of random width and darkness. Only exactly specified arithmetic is used: a seed gives the same bytes everywhere.
 */
public final class Glyphs {

    /** H and W in pixels. */
    public static final int SIDE = 28;

    private static final long SEED = 20060728;
    private static final int TRAIN = 12_000;
    private static final int TEST = 2_000;

    private Glyphs() {}

    /** The embedded data as a source: 12,000 glyphs for training and 2,000 for test. */
    static Source source() {
        return new Source(generate(SEED, TRAIN + TEST), new PartSizes(TRAIN, 0, TEST), List.of());
    }

    /**
     * Draws glyphs with their labels, every class equally often, in random order.
     *
     * @param count at least 1
     */
    public static ByteDataset generate(long seed, int count) {
        int classes = GlyphShapes.NAMES.size();
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> i % classes);
        PartSizes.shuffle(labels, new Random(seed));
        byte[][] pictures = new byte[count][];
        IntStream.range(0, count).parallel().forEach(i -> {
            // Each glyph has its own random numbers, so that the number of threads changes nothing.
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + i);
            pictures[i] = new GlyphPen(random).draw(GlyphShapes.strokes(labels[i], random));
        });
        ByteDataset.Builder builder = new ByteDataset.Builder(SampleShape.picture(1, SIDE, SIDE), count);
        for (byte[] picture : pictures) {
            builder.add(picture);
        }
        return builder.build(RowIndex.numbered("glyphs", new Labels(labels, GlyphShapes.NAMES)));
    }
}
