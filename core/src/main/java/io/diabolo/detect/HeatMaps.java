package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.ArrayPreprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where pictures are not as expected, smoothed over neighbours: how much a network marks each pixel; where none marks, the mean
 * over the autoencoders of its squared error, in units of what is normal there. The scale is fixed by normal pictures, so that a
 * good part stays dark: below the errors of all but a thousandth of their pixels it is black, above it rises with the logarithm.
 */
final class HeatMaps {

    /** Of normal pictures, this share of pixels is black. */
    private static final double FIXED_AT = 0.999;

    /** How many times the largest normal error is full heat. */
    private static final double FULL = 30;

    /** A pixel's neighbours reach over this share of the smaller side. */
    private static final int RADIUS_SHARE = 28;

    /** The same of marks, which are sharper than errors. */
    private static final int RADIUS_SHARE_OF_MARKS = 100;

    /** So many pixels fix the scale. */
    private static final int MOST_MEASURED = 1 << 24;

    private final List<Member> members;
    private final boolean marked;
    private final SampleShape shape;

    HeatMaps(Ensemble ensemble) {
        List<Member> marking = ensemble.members().stream()
                .filter(member -> member.part() == Part.MARKS)
                .toList();
        marked = !marking.isEmpty();
        members = marked ? marking : ensemble.members();
        shape = ensemble.members().get(0).model().preprocessing().shape();
    }

    /** The largest normal error, from where {@link #of} lets it glow; 0 where samples are no pictures. */
    double scale(Dataset normal) {
        if (!shape.isPicture()) {
            return 0;
        }
        int most = Math.max(1, MOST_MEASURED / (shape.height() * shape.width()));
        float[] all = heat(Member.some(normal, most, 0));
        Arrays.sort(all);
        return Math.max(1e-9, all[(int) (FIXED_AT * (all.length - 1))]);
    }

    List<HeatMap> of(Dataset data, double scale) {
        return look(data, collector(data.size())).maps(data, scale);
    }

    /** How strange each pixel is [N, H * W], higher is stranger. */
    float[] heat(Dataset data) {
        return look(data, new Collector(data.size(), 0)).heat();
    }

    private Collector look(Dataset data, Collector collector) {
        members.forEach(member -> member.observe(data, (first, seen) -> collector.accept(member, first, seen)));
        return collector;
    }

    /** Takes what the members see of so many pictures, each picture once. */
    Collector collector(int samples) {
        return new Collector(samples, shape.elements());
    }

    /** The heat of some pictures, while members look at them. */
    final class Collector implements Ensemble.Onlooker {

        private final float[] heat;
        private final float[] expected;

        /** @param expectedElements of each sample; 0 where nobody asks what was expected */
        private Collector(int samples, int expectedElements) {
            heat = new float[samples * shape.height() * shape.width()];
            expected = new float[samples * expectedElements];
        }

        @Override
        public void accept(Member member, int first, Observation seen) {
            if (!members.contains(member)) {
                return;
            }
            float[] normal = member.normalSurprise();
            int pixels = shape.height() * shape.width();
            for (int i = 0; i < seen.values().length; i++) {
                int sample = first + i / normal.length;
                heat[sample * pixels + i % normal.length % pixels] += seen.surprise()[i] / normal[i % normal.length];
                if (expected.length > 0) {
                    expected[first * normal.length + i] += seen.rebuilt()[i] / members.size();
                }
            }
        }

        private float[] heat() {
            int share = marked ? RADIUS_SHARE_OF_MARKS : RADIUS_SHARE;
            int radius = Math.max(1, Math.min(shape.height(), shape.width()) / share);
            return smooth(heat, SampleShape.picture(1, shape.height(), shape.width()), radius);
        }

        /** @param data the pictures that were looked at */
        List<HeatMap> maps(Dataset data, double scale) {
            ArrayPreprocessing preprocessing =
                    members.get(0).model().preprocessing().asArrays();
            float[] smooth = heat();
            float[] values = Reference.values(data, preprocessing);
            List<HeatMap> maps = new ArrayList<>();
            int pixels = shape.height() * shape.width();
            for (int i = 0; i < data.size(); i++) {
                byte[] colours = new byte[3 * pixels];
                for (int p = 0; p < pixels; p++) {
                    double h = Math.log(Math.max(1, smooth[i * pixels + p] / scale)) / Math.log(FULL);
                    colours[p] = level(2 * h); // black, red, yellow
                    colours[pixels + p] = level(2 * h - 1);
                }
                maps.add(new HeatMap(
                        preprocessing.toPicture(values, i),
                        preprocessing.toPicture(expected, i),
                        new Picture(3, shape.height(), shape.width(), colours)));
            }
            return maps;
        }
    }

    private static byte level(double share) {
        return (byte) Math.round(255 * Math.max(0, Math.min(1, share)));
    }

    /** Each channel of pictures [N, C, H, W]: the mean over a square, which is cut off at the edges. */
    static float[] smooth(float[] from, SampleShape shape, int radius) {
        float[] to = new float[from.length];
        int pixels = shape.height() * shape.width();
        double[] sums = new double[(shape.height() + 1) * (shape.width() + 1)]; // of all above and to the left
        for (int at = 0; at < from.length; at += pixels) {
            smooth(from, to, at, shape, radius, sums);
        }
        return to;
    }

    private static void smooth(float[] from, float[] to, int at, SampleShape shape, int radius, double[] sums) {
        int height = shape.height();
        int width = shape.width();
        int line = width + 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int here = (y + 1) * line + x + 1;
                sums[here] = from[at + y * width + x] + sums[here - 1] + sums[here - line] - sums[here - line - 1];
            }
        }
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - radius);
            int bottom = Math.min(height, y + radius + 1);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - radius);
                int right = Math.min(width, x + radius + 1);
                double sum = sums[bottom * line + right]
                        - sums[top * line + right]
                        - sums[bottom * line + left]
                        + sums[top * line + left];
                to[at + y * width + x] = (float) Math.max(0, sum / ((bottom - top) * (right - left)));
            }
        }
    }
}
