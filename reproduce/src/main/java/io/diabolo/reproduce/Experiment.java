package io.diabolo.reproduce;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Dataset;
import io.diabolo.detect.*;
import java.nio.file.*;
import java.util.*;

public final class Experiment {
    public static void main(String[] args) throws Exception {
        int size = 256;
        MarkedPictures.Parts parts = MarkedPictures.split(Path.of(args[0]), size, 0);
        Dataset train = ByteDataset.of(
                "n", parts.train().stream().map(MarkedPictures.Marked::picture).toList());
        List<MarkedPictures.Marked> held = parts.holdOut();
        Dataset test = ByteDataset.of(
                "t", held.stream().map(MarkedPictures.Marked::picture).toList());
        long steps = Long.parseLong(args[1]);
        Path folder = Path.of(args[2]);
        long start = System.nanoTime();
        AnomalyDetector detector = Files.exists(folder)
                ? AnomalyDetector.load(folder)
                : AnomalyDetector.fit(
                        train, DetectOptions.defaults().withFalseAlarms(0.02).withSteps(steps));
        System.out.printf("fit %.1f s%n", (System.nanoTime() - start) / 1e9);
        if (!Files.exists(folder)) detector.save(folder);
        boolean[] abnormal = new boolean[held.size()];
        int pixels = size * size;
        boolean[] defects = new boolean[held.size() * pixels];
        for (int i = 0; i < abnormal.length; i++) {
            abnormal[i] = held.get(i).abnormal();
            System.arraycopy(held.get(i).defect(), 0, defects, i * pixels, pixels);
        }
        float[] map = detector.pixelScores(test);
        for (int r : new int[] {0, 3, 6, 12}) {
            float[] m = r == 0 ? map : smooth(map, size, r);
            System.out.printf("r %d pixel %.2f", r, 100 * Tiles.auroc(m, defects));
            for (int k : new int[] {1, 9, 30, 131, 655, 3000}) {
                double[] s = new double[abnormal.length];
                for (int i = 0; i < s.length; i++) {
                    float[] one = Arrays.copyOfRange(m, i * pixels, (i + 1) * pixels);
                    Arrays.sort(one);
                    for (int j = 0; j < k; j++) s[i] += Math.log(one[pixels - 1 - j]);
                }
                System.out.printf(
                        "  k%d %.2f", k, 100 * DetectionMetrics.of(s, abnormal).auroc());
            }
            double[] s = new double[abnormal.length];
            for (int i = 0; i < s.length; i++)
                for (int j = 0; j < pixels; j++) s[i] += m[i * pixels + j] / (1 + m[i * pixels + j]);
            System.out.printf(
                    "  sum %.2f%n", 100 * DetectionMetrics.of(s, abnormal).auroc());
        }
        // the strangest normal and the least strange abnormal
        double[] s = detector.scores(test).ensemble();
        Integer[] order = new Integer[s.length];
        for (int i = 0; i < s.length; i++) order[i] = i;
        Arrays.sort(order, Comparator.comparingDouble(i -> -s[i]));
        List<HeatMap> maps = detector.heatMaps(test);
        int shown = 0;
        for (int i : order)
            if (!abnormal[i] && shown < 8) {
                dump(maps.get(i), held.get(i), "fp" + shown++);
            }
        shown = 0;
        for (int k = order.length - 1; k >= 0; k--) {
            int i = order[k];
            if (abnormal[i] && shown < 8) dump(maps.get(i), held.get(i), "fn" + shown++);
        }
        shown = 0;
        for (int i : order)
            if (abnormal[i] && shown < 8) {
                dump(maps.get(i), held.get(i), "tp" + shown++);
            }
    }

    static void dump(HeatMap map, MarkedPictures.Marked one, String name) {
        Path out = Path.of("/tmp/tiles");
        io.diabolo.image.PictureFiles.write(out.resolve(name + "a.png"), map.picture());
        io.diabolo.image.PictureFiles.write(out.resolve(name + "b.png"), map.expected());
        io.diabolo.image.PictureFiles.write(out.resolve(name + "c.png"), map.heat());
        byte[] mask = new byte[one.defect().length];
        for (int i = 0; i < mask.length; i++) mask[i] = (byte) (one.defect()[i] ? 255 : 0);
        io.diabolo.image.PictureFiles.write(
                out.resolve(name + "d.png"), new io.diabolo.image.Picture(1, 256, 256, mask));
    }

    static float[] smooth(float[] from, int size, int r) {
        float[] to = new float[from.length];
        int pixels = size * size;
        for (int i = 0; i < from.length / pixels; i++) {
            double[][] sum = new double[size + 1][size + 1];
            for (int y = 0; y < size; y++)
                for (int x = 0; x < size; x++)
                    sum[y + 1][x + 1] = from[i * pixels + y * size + x] + sum[y][x + 1] + sum[y + 1][x] - sum[y][x];
            for (int y = 0; y < size; y++)
                for (int x = 0; x < size; x++) {
                    int a = Math.max(0, y - r),
                            b = Math.min(size, y + r + 1),
                            c = Math.max(0, x - r),
                            d = Math.min(size, x + r + 1);
                    to[i * pixels + y * size + x] =
                            (float) ((sum[b][d] - sum[a][d] - sum[b][c] + sum[a][c]) / ((b - a) * (d - c)));
                }
        }
        return to;
    }
}
