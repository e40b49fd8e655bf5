package io.diabolo.study;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.study.Samples.AxisPicture;
import io.diabolo.study.Samples.LatentMap;
import io.diabolo.study.Samples.Point;
import io.diabolo.study.Samples.Worst;
import io.diabolo.task.PictureAutoencoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Looks at trained models: originals, reconstructions, the worst of them, the latent space. */
final class SampleCollector {

    private static final int ORIGINALS = 10;
    private static final int POINTS = 2_000;
    private static final int AXIS_PICTURES = 9;
    /** How far the axes reach, in standard deviations to each side. */
    private static final double REACH = 2.5;

    private final Dataset test;
    private final Preprocessing preprocessing;
    private final Dataset shown;

    SampleCollector(Dataset test, Preprocessing preprocessing) {
        this.test = test;
        this.preprocessing = preprocessing;
        shown = RowSubset.of(test, varied(test));
    }

    List<Picture> originals() {
        return TestPictures.of(shown, preprocessing);
    }

    List<Picture> reconstructions(PictureAutoencoder model) {
        return model.decode(model.encode(shown));
    }

    /** One of each label in turn, as far as there are labels. */
    private static int[] varied(Dataset test) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < test.size() && rows.size() < ORIGINALS; row++) {
            if (seen.add(test.label(row))) {
                rows.add(row);
            }
        }
        for (int row = 0; row < test.size() && rows.size() < ORIGINALS; row++) {
            if (!rows.contains(row)) {
                rows.add(row);
            }
        }
        return rows.stream().mapToInt(row -> row).toArray();
    }

    /** The worst of the whole test part, the worst first. */
    List<Worst> worst(RunResult run, PictureAutoencoder model) {
        List<RunResult.SampleError> errors = run.test().worst();
        Dataset some = RowSubset.of(
                test, errors.stream().mapToInt(RunResult.SampleError::row).toArray());
        List<Picture> originals = TestPictures.of(some, preprocessing);
        List<Picture> reconstructions = model.decode(model.encode(some));
        return IntStream.range(0, errors.size())
                .mapToObj(i -> new Worst(
                        run.key().model(),
                        run.key().latent(),
                        some.itemName(i),
                        originals.get(i),
                        reconstructions.get(i),
                        errors.get(i).mse()))
                .toList();
    }

    /** The latent space; the model has at least two units. */
    LatentMap map(RunResult.Key key, PictureAutoencoder model) {
        int latent = key.latent();
        Dataset some = RowSubset.of(
                test, IntStream.range(0, Math.min(POINTS, test.size())).toArray());
        Codes codes = model.encode(some);
        CodeMeasures.Spread spread = CodeMeasures.spread(codes);
        double[] x = axis(spread, latent, 0);
        double[] y = axis(spread, latent, 1);
        List<Point> points = IntStream.range(0, codes.size())
                .mapToObj(row -> new Point(along(codes.row(row), x), along(codes.row(row), y), some.label(row)))
                .toList();
        return new LatentMap(
                key.model(),
                latent,
                latent > 2,
                shownVariance(spread, latent),
                test.labelNames(),
                points,
                pictures(
                        model,
                        spread.mean(),
                        x,
                        points.stream().mapToDouble(Point::x).toArray()),
                pictures(
                        model,
                        spread.mean(),
                        y,
                        points.stream().mapToDouble(Point::y).toArray()));
    }

    /** A unit vector [D]: the unit itself of two, else the principal component. */
    private static double[] axis(CodeMeasures.Spread spread, int latent, int number) {
        double[] axis = new double[latent];
        if (latent == 2) {
            axis[number] = 1;
        } else {
            System.arraycopy(spread.eigenvectors(), (latent - 1 - number) * latent, axis, 0, latent);
        }
        return axis;
    }

    private static double shownVariance(CodeMeasures.Spread spread, int latent) {
        double[] values = spread.eigenvalues();
        double all = DoubleStream.of(values).sum();
        return all > 0 ? (values[latent - 1] + values[latent - 2]) / all : 1;
    }

    /** Decodes the mean code with its place on one axis replaced. */
    private static List<AxisPicture> pictures(PictureAutoencoder model, double[] mean, double[] axis, double[] places) {
        double centre = DoubleStream.of(places).sum() / places.length;
        double squares = 0;
        for (double place : places) {
            squares += (place - centre) * (place - centre);
        }
        double reach = REACH * Math.sqrt(squares / places.length);
        float[][] codes = new float[AXIS_PICTURES][mean.length];
        double[] at = new double[AXIS_PICTURES];
        for (int i = 0; i < AXIS_PICTURES; i++) {
            at[i] = centre + reach * (2.0 * i / (AXIS_PICTURES - 1) - 1);
            for (int d = 0; d < mean.length; d++) {
                codes[i][d] = (float) (mean[d] + (at[i] - centre) * axis[d]);
            }
        }
        List<Picture> decoded = model.decode(Codes.of(codes));
        return IntStream.range(0, AXIS_PICTURES)
                .mapToObj(i -> new AxisPicture(at[i], decoded.get(i)))
                .toList();
    }

    private static double along(float[] code, double[] axis) {
        double sum = 0;
        for (int d = 0; d < axis.length; d++) {
            sum += code[d] * axis[d];
        }
        return sum;
    }
}
