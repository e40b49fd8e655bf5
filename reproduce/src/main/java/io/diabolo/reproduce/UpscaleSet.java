package io.diabolo.reproduce;

import io.diabolo.error.BadInputException;
import io.diabolo.error.DiaboloException;
import io.diabolo.restore.Bicubic;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restore.Upscaler;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Super-resolution of pairs ({@code ..._LR.png} beside {@code ..._HR.png}, whatever their factor), on the luma of ITU-R BT.601
 * (16 to 235), without as many rows and columns at each edge as the factor says: the mean of the pictures' PSNRs; the last line
 * has ours. Pictures that are in no pair are made small first, as MATLAB's imresize does it.
 */
public final class UpscaleSet {

    private static final String OURS = "Diabolo";

    private UpscaleSet() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length != 1) {
            System.err.println(
                    "usage: reproduce/upscale DIR   DIR holds pairs ..._LR.png and ..._HR.png, or large pictures");
            System.exit(2);
        }
        try {
            print(Path.of(args[0]), Upscaler::photo, System.out);
        } catch (DiaboloException e) {
            System.err.println("upscale: " + e.getMessage());
            System.exit(1);
        }
    }

    static void print(Path folder, IntFunction<Upscaler> upscalers, PrintStream out) {
        PsnrTable table =
                new PsnrTable(Upscaler.FACTORS.stream().map("x %d"::formatted).toList());
        Map<String, FloatPicture> pictures = new TreeMap<>(TestPictures.of(folder));
        for (Map.Entry<String, FloatPicture> entry : pictures.entrySet()) {
            String name = entry.getKey();
            if (name.contains("_HR.")) {
                FloatPicture small = pictures.get(name.replace("_HR.", "_LR."));
                if (small == null) {
                    throw new BadInputException("%s has no %s beside it".formatted(name, name.replace("_HR.", "_LR.")));
                }
                int factor = Math.round((float) entry.getValue().width() / small.width());
                measure(table, factor, entry.getValue(), small, upscalers);
            } else if (!name.contains("_LR.")) {
                Upscaler.FACTORS.forEach(factor -> {
                    FloatPicture large = cropped(entry.getValue(), factor);
                    FloatPicture small = Bicubic.resize(large, large.height() / factor, large.width() / factor);
                    FloatPicture coded = new FloatPicture(
                            small.channels(), small.height(), small.width(), PsnrTable.rounded(small.values()));
                    measure(table, factor, large, coded, upscalers);
                });
            }
        }
        table.published("SRCNN, published: on Set5", "36.66", "32.75", "30.48");
        table.published("FSRCNN's better run, published: on Set5", "37.12", "33.22", "30.55");
        table.print(OURS, out);
    }

    private static void measure(
            PsnrTable table, int factor, FloatPicture large, FloatPicture small, IntFunction<Upscaler> upscalers) {
        int height = factor * small.height();
        int width = factor * small.width();
        if (!Upscaler.FACTORS.contains(factor) || large.height() < height || large.width() < width) {
            throw new BadInputException("a pair of %d x %d and %d x %d pixels is none of factor %s"
                    .formatted(small.width(), small.height(), large.width(), large.height(), Upscaler.FACTORS));
        }
        float[] expected =
                TestPictures.luma(cropped(large, height, width), true).values();
        FloatPicture luma = TestPictures.luma(small, false);
        add(table, "bicubic", factor, expected, Bicubic.resize(luma, height, width));
        add(table, "Lanczos", factor, expected, OpenCv.lanczos(luma, height, width));
        add(table, OURS, factor, expected, upscalers.apply(factor).enlarge(luma));
    }

    private static void add(PsnrTable table, String method, int factor, float[] expected, FloatPicture result) {
        double psnrDb = PsnrTable.psnrDb(result.height(), result.width(), expected, result.values(), factor);
        table.add(method, Upscaler.FACTORS.indexOf(factor), psnrDb);
    }

    private static FloatPicture cropped(FloatPicture picture, int factor) {
        return cropped(picture, picture.height() / factor * factor, picture.width() / factor * factor);
    }

    private static FloatPicture cropped(FloatPicture picture, int height, int width) {
        float[] values = new float[picture.channels() * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.values()[picture.at(i / width / height, i / width % height, i % width)];
        }
        return new FloatPicture(picture.channels(), height, width, values);
    }
}
