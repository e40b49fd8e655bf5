package io.diabolo.corrupt;

import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;
import java.util.SplittableRandom;

/** Paints defects into the pictures of a batch. */
final class DefectBrush {

    /** A change of fewer gray levels of 255 is not seen, and not called a defect. */
    private static final double LEAST_CHANGE = 5;

    private final int samples;
    private final int channels;
    private final int height;
    private final int width;
    private final float[] clean; // [N, C, H, W]
    private final float[] painted;
    private final ModelRange range;

    DefectBrush(Tensor pictures, ModelRange range) {
        samples = (int) pictures.size(0);
        channels = (int) pictures.size(1);
        height = (int) pictures.size(2);
        width = (int) pictures.size(3);
        clean = pictures.toFloats();
        painted = clean.clone();
        this.range = range;
    }

    /** Paints one to {@code most} defects, all of which follow from the seed. */
    void paint(int sample, int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            Blob blob = Blob.random(height, width, random);
            Paint paint = random.nextBoolean() ? pieceOfAPicture(random) : colour(sample, blob, random);
            paint(sample, blob, paint, 0.4 + 0.6 * random.nextDouble());
        }
    }

    private void paint(int sample, Blob blob, Paint paint, double strength) {
        for (int y = blob.top(); y <= blob.bottom(height); y++) {
            for (int x = blob.left(); x <= blob.right(width); x++) {
                double cover = strength * blob.cover(x, y);
                for (int c = 0; c < channels && cover > 0; c++) {
                    int at = ((sample * channels + c) * height + y) * width + x;
                    painted[at] += (float) (cover * (paint.at(c, y, x) - painted[at]));
                }
            }
        }
    }

    /** What stands elsewhere in another picture, perhaps brighter or darker. */
    private Paint pieceOfAPicture(SplittableRandom random) {
        int source = random.nextInt(samples);
        int down = random.nextInt(height);
        int right = random.nextInt(width);
        double shift = random.nextBoolean() ? 0 : range.peak() * (random.nextDouble() - 0.5) / 2;
        return (c, y, x) ->
                shift + clean[((source * channels + c) * height + (y + down) % height) * width + (x + right) % width];
    }

    /** One colour: any, or the mean of what is there, made darker or brighter; with a little noise. */
    private Paint colour(int sample, Blob blob, SplittableRandom random) {
        double[] colour = new double[channels];
        double shift = range.peak() * (random.nextDouble() - 0.5);
        boolean any = random.nextInt(3) == 0;
        for (int c = 0; c < channels; c++) {
            colour[c] = any
                    ? range.low() + range.peak() * random.nextDouble()
                    : Math.max(range.low(), Math.min(range.high(), mean(sample, c, blob) + shift));
        }
        double noise = 20 * random.nextDouble() * range.noiseUnit();
        return (c, y, x) -> colour[c] + noise * (random.nextDouble() + random.nextDouble() - 1);
    }

    private double mean(int sample, int channel, Blob blob) {
        double sum = 0;
        int count = 0;
        for (int y = blob.top(); y <= blob.bottom(height); y++) {
            for (int x = blob.left(); x <= blob.right(width); x++) {
                sum += clean[((sample * channels + channel) * height + y) * width + x];
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    /** [N, C, H, W] */
    Tensor painted() {
        return Tensor.of(painted, samples, channels, height, width);
    }

    /** [N, 1, H, W], 0 where a picture has changed visibly, else 1. */
    Tensor untouched() {
        int pixels = height * width;
        float[] untouched = new float[samples * pixels];
        double least = LEAST_CHANGE * range.noiseUnit() * channels;
        for (int sample = 0; sample < samples; sample++) {
            for (int p = 0; p < pixels; p++) {
                double change = 0;
                for (int c = 0; c < channels; c++) {
                    int at = (sample * channels + c) * pixels + p;
                    change += Math.abs(painted[at] - clean[at]);
                }
                untouched[sample * pixels + p] = change > least ? 0 : 1;
            }
        }
        return Tensor.of(untouched, samples, 1, height, width);
    }

    /** What a defect shows at a pixel. */
    private interface Paint {
        double at(int channel, int y, int x);
    }
}
