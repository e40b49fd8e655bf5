package io.diabolo.reproduce;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.DiaboloException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.restore.FloatPicture;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingPlan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Gaussian noise with a sigma of half the range out of digits, through a latent of 32 numbers: what {@code ./diabolo train --data DIR
 * --corrupt gaussian:127.5 --model conv --latent 32} learns. The first pictures of the test part; noise of seed 0, neither limited nor
 * rounded before the network sees it, rounded for the classical methods, of each of which the setting counts that is best on these very
 * pictures; the mean of the pictures' PSNRs. The last line has ours.
 */
public final class DigitSet {

    private static final String COLUMN = "sigma 0.5";
    private static final String OURS = "Diabolo, 32 numbers";
    private static final double SIGMA = 127.5;
    private static final int LATENT = 32;
    private static final int EPOCHS = 6;
    private static final int PICTURES = 1_000;
    private static final float LARGEST = 255;

    private DigitSet() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/digits DIR [--epochs N] [--threads N] [--hold-out]   DIR holds MNIST's four idx.gz files; --hold-out measures validation pictures instead of the test pictures");
            System.exit(2);
        }
        try {
            Engine.setThreads(option(args, "--threads", Runtime.getRuntime().availableProcessors()));
            LoadedData data = DataSource.open(Path.of(args[0]), DataOptions.defaults());
            boolean heldOut = Arrays.asList(args).contains("--hold-out");
            print(data, heldOut ? data.validation() : data.test(), option(args, "--epochs", EPOCHS), System.out);
        } catch (DiaboloException e) {
            System.err.println("digits: " + e.getMessage());
            System.exit(1);
        }
    }

    private static int option(String[] args, String name, int otherwise) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 || at + 1 == args.length ? otherwise : Integer.parseInt(args[at + 1]);
    }

    /** @param measured the pictures that are measured, gray */
    static void print(LoadedData data, Dataset measured, int epochs, PrintStream out) {
        Preprocessing preprocessing = Preprocessing.of(data.train());
        AutoencoderConfig config = SuitedConfig.conv(data, LATENT);
        TrainingPlan plan = TrainingPlan.auto()
                .withCorruption(new GaussianNoise(SIGMA))
                .withEpochs(epochs)
                .withPatience(0);
        try (Autoencoder model = config.build(0);
                Trainer trainer =
                        new Trainer(model, data.train(), data.validation(), preprocessing, plan, Device.CPU)) {
            double seconds = trainer.fit().seconds();
            PsnrTable table = new PsnrTable(List.of(COLUMN));
            measure(table, model, new Batches(measured, preprocessing), measured);
            out.printf("%d epochs in %.0f s, %d pictures%n", epochs, seconds, Math.min(PICTURES, measured.size()));
            table.print(OURS, out);
        }
    }

    private static void measure(PsnrTable table, Autoencoder model, Batches batches, Dataset data) {
        int height = data.shape().height();
        int width = data.shape().width();
        int[] rows = Batches.range(0, Math.min(PICTURES, data.size()), data.size());
        try (TensorScope scope = TensorScope.open("digits", Device.CPU);
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(0)) {
            Tensor clean = batches.load(rows); // [N, 1, H, W], 0 to 1
            Tensor noisy =
                    clean.add(Tensor.normal(random, clean.shape().toArray()).mul(SIGMA / LARGEST));
            List<FloatPicture> truth = pictures(clean, height, width);
            List<FloatPicture> seen = pictures(noisy, height, width);
            for (double psnrDb : psnrs(truth, seen, picture -> picture)) {
                table.add("noisy, rounded", 0, psnrDb);
            }
            best(table, "Gaussian filter", truth, seen, List.of(0.9, 1.2, 1.6, 2.2), OpenCv::gaussian);
            best(table, "median", truth, seen, List.of(3.0, 5.0), (p, size) -> OpenCv.median(p, size.intValue()));
            List<Double> strengths = List.of(0.6 * SIGMA, 0.8 * SIGMA, SIGMA, 1.2 * SIGMA);
            best(table, "non-local means", truth, seen, strengths, (p, h) -> OpenCv.nonLocalMeans(p, h.floatValue()));
            List<FloatPicture> ours = pictures(model.reconstruct(noisy), height, width);
            for (double psnrDb : psnrs(truth, ours, picture -> picture)) {
                table.add(OURS, 0, psnrDb);
            }
        }
    }

    private static List<FloatPicture> pictures(Tensor batch, int height, int width) {
        float[] values = batch.mul(LARGEST).toFloats();
        List<FloatPicture> pictures = new ArrayList<>();
        for (int from = 0; from < values.length; from += height * width) {
            pictures.add(new FloatPicture(1, height, width, Arrays.copyOfRange(values, from, from + height * width)));
        }
        return pictures;
    }

    private static double[] psnrs(List<FloatPicture> truth, List<FloatPicture> noisy, Method method) {
        double[] all = new double[truth.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = psnrDb(truth.get(i), method.apply(noisy.get(i)));
        }
        return all;
    }

    private static void best(
            PsnrTable table,
            String name,
            List<FloatPicture> truth,
            List<FloatPicture> noisy,
            List<Double> settings,
            Setting method) {
        double[] best = new double[0];
        for (double setting : settings) {
            double[] all = psnrs(truth, noisy, picture -> method.apply(picture, setting));
            best = best.length == 0
                            || Arrays.stream(all).sum() > Arrays.stream(best).sum()
                    ? all
                    : best;
        }
        for (double psnrDb : best) {
            table.add(name, 0, psnrDb);
        }
    }

    private static double psnrDb(FloatPicture clean, FloatPicture result) {
        return PsnrTable.psnrDb(clean.height(), clean.width(), clean.values(), result.values(), 0);
    }

    @FunctionalInterface
    private interface Method {
        FloatPicture apply(FloatPicture noisy);
    }

    @FunctionalInterface
    private interface Setting {
        FloatPicture apply(FloatPicture noisy, Double setting);
    }
}
