package io.diabolo.reproduce;

import io.diabolo.error.DiaboloException;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.FloatPicture;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * White Gaussian noise out of the pictures of a folder, gray or colour: float noise of seed 0, neither limited nor rounded;
 * results rounded to 8 bits; the mean of the pictures' PSNRs. The last line has the means of the denoiser that is told sigma.
 *
 * <p>Of each classical method the row is that of the setting which is best on this very folder, which flatters it.
 */
public final class DenoiseSet {

    private static final String OURS = "Diabolo, sigma told";

    private DenoiseSet() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        try {
            List<Double> sigmas = args.length > 1
                    ? Arrays.stream(args).skip(1).map(Double::valueOf).toList()
                    : List.of(15.0, 25.0, 50.0);
            if (args.length == 0) {
                throw new NumberFormatException("no folder");
            }
            print(Path.of(args[0]), sigmas, Denoiser.photo(), System.out);
        } catch (NumberFormatException e) {
            System.err.println("usage: reproduce/denoise DIR [SIGMA ...]   DIR holds clean pictures");
            System.exit(2);
        } catch (DiaboloException e) {
            System.err.println("denoise: " + e.getMessage());
            System.exit(1);
        }
    }

    static void print(Path folder, List<Double> sigmas, Denoiser denoiser, PrintStream out) {
        Map<String, FloatPicture> pictures = TestPictures.of(folder);
        PsnrTable table =
                new PsnrTable(sigmas.stream().map("sigma %.0f"::formatted).toList());
        for (int i = 0; i < sigmas.size(); i++) {
            List<Noisy> noisy = new ArrayList<>();
            double sigma = sigmas.get(i);
            pictures.values().forEach(clean -> noisy.add(new Noisy(clean, noisy(clean, sigma))));
            measure(table, i, sigma, noisy, denoiser);
        }
        if (pictures.values().stream().allMatch(picture -> picture.channels() == 1)) {
            table.published("BM3D, published: on BSD68, sigma 15 25 50", "31.07", "28.57", "25.62");
            table.published("FFDNet, published: on BSD68, sigma 15 25 50", "31.63", "29.19", "26.29");
            table.published("FFDNet, published: on Set12, sigma 15 25 50", "32.75", "30.43", "27.32");
        } else {
            table.published("FFDNet, published: on McMaster, sigma 15 25 50", "34.66", "32.35", "29.18");
            table.published("FFDNet, published: on CBSD68, sigma 15 25 50", "33.87", "31.21", "27.96");
        }
        table.print(OURS, out);
    }

    private static void measure(PsnrTable table, int column, double sigma, List<Noisy> noisy, Denoiser denoiser) {
        row(table, "noisy, rounded", column, noisy, picture -> picture);
        best(table, "Gaussian filter", column, noisy, List.of(0.5, 0.7, 0.9, 1.2, 1.6, 2.2), OpenCv::gaussian);
        best(table, "median", column, noisy, List.of(3.0, 5.0), (p, size) -> OpenCv.median(p, size.intValue()));
        List<Double> strengths = List.of(0.6 * sigma, 0.8 * sigma, 1.0 * sigma, 1.2 * sigma);
        best(table, "non-local means", column, noisy, strengths, (p, h) -> OpenCv.nonLocalMeans(p, h.floatValue()));
        row(table, "Diabolo, blind", column, noisy, denoiser::clean);
        row(table, "Diabolo, told half of sigma", column, noisy, told(denoiser, 0.5 * sigma));
        row(table, "Diabolo, told 1.5 sigma", column, noisy, told(denoiser, 1.5 * sigma));
        row(table, OURS, column, noisy, told(denoiser, sigma));
    }

    private static Method told(Denoiser denoiser, double sigma) {
        Denoiser told = denoiser.withSigma(Math.min(Denoiser.MAX_SIGMA, sigma));
        return told::clean;
    }

    private static void row(PsnrTable table, String name, int column, List<Noisy> pictures, Method method) {
        pictures.forEach(picture -> table.add(name, column, picture.psnrDb(method)));
    }

    private static void best(
            PsnrTable table, String name, int column, List<Noisy> pictures, List<Double> settings, Setting method) {
        double[] best = new double[0];
        for (double setting : settings) {
            double[] all = pictures.stream()
                    .mapToDouble(picture -> picture.psnrDb(noisy -> method.apply(noisy, setting)))
                    .toArray();
            best = best.length == 0
                            || Arrays.stream(all).sum() > Arrays.stream(best).sum()
                    ? all
                    : best;
        }
        for (double psnrDb : best) {
            table.add(name, column, psnrDb);
        }
    }

    static FloatPicture noisy(FloatPicture clean, double sigma) {
        Random random = new Random(0);
        float[] values = clean.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (sigma * random.nextGaussian());
        }
        return new FloatPicture(clean.channels(), clean.height(), clean.width(), values);
    }

    private record Noisy(FloatPicture clean, FloatPicture noisy) {

        double psnrDb(Method method) {
            float[] result = method.apply(noisy).values();
            return PsnrTable.psnrDb(clean.height(), clean.width(), clean.values(), result, 0);
        }
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
