package io.diabolo.restoring.eval;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.restore.RestoreOptions;
import io.diabolo.restoring.training.RestoringTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures a restorer on clean pictures, which are damaged one after the other. Of each simple method the setting counts that is best on
 * these very pictures, which flatters it. The middle of each picture is taken, up to {@value #LARGEST_SIDE} pixels a side.
 */
public final class RestorerEvaluation {

    /** Pixels a side of what is measured. */
    public static final int LARGEST_SIDE = 504;

    /** Smaller pictures are refused. */
    public static final int SMALLEST_SIDE = 24;

    /** What every factor of enlargement divides. */
    private static final int MULTIPLE = 12;

    private static final int SHEET_ROWS = 4;
    private static final int SHEET_SIDE = 160;
    private static final float PEAK = 255;

    /** What stands for the infinite PSNR of equal pictures, so that means stay finite. */
    private static final double EXACT_DB = 100;

    private final Restoration restoration;
    private final Map<String, Map<Key, Sums>> sums = new LinkedHashMap<>();
    private final List<List<Picture>> rows = new ArrayList<>();
    private int pictures;

    private RestorerEvaluation(Restoration restoration) {
        this.restoration = restoration;
    }

    /**
     * Of a task's restorer. Noise is of sigma 15, 25 and 50, JPEG of quality 10 to 40, a picture loses four fifths of its pixels, or boxes;
     * where the task has noise or holes of its own, it is those.
     *
     * @param folder of the restorer; null for the shipped one
     * @throws BadInputException if the folder holds none, or one for another task
     */
    public static RestorerEvaluation of(RestoringTask task, @Nullable Path folder, RestoreOptions options) {
        return new RestorerEvaluation(Restoration.of(task, folder, options));
    }

    /**
     * Damages and restores one more picture.
     *
     * @return how many pictures there were so far
     * @throws BadInputException if it has a side under {@value #SMALLEST_SIDE} pixels
     */
    public int add(Picture picture) {
        if (Math.min(picture.height(), picture.width()) < SMALLEST_SIDE) {
            throw new BadInputException(
                    "%s pixels are too few: a picture must have %d a side".formatted(picture.size(), SMALLEST_SIDE));
        }
        Picture clean = middle(
                picture.channels() == 4 ? picture.toRgb() : picture,
                Math.min(LARGEST_SIDE, picture.height() / MULTIPLE * MULTIPLE),
                Math.min(LARGEST_SIDE, picture.width() / MULTIPLE * MULTIPLE));
        List<Trial> trials = restoration.trials(clean, pictures++);
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            boolean shows = i == trials.size() / 2 && rows.size() < SHEET_ROWS;
            measure(clean, trial, shows);
        }
        return pictures;
    }

    private void measure(Picture clean, Trial trial, boolean shows) {
        Map<Key, Sums> all = sums.computeIfAbsent(trial.damage(), damage -> new LinkedHashMap<>());
        Picture bestSimple = trial.shown();
        double bestPsnr = 0;
        for (Attempt attempt : trial.attempts()) {
            Picture result = attempt.result().get();
            Sums of = all.computeIfAbsent(new Key(attempt.method(), attempt.setting()), key -> new Sums());
            Picture truth = clean.withChannels(result.channels());
            double psnr = of.add(truth, result);
            if (attempt.method().equals(Attempt.OURS)) {
                if (shows) {
                    rows.add(List.of(detail(truth), detail(trial.shown()), detail(bestSimple), detail(result)));
                }
            } else if (psnr > bestPsnr) {
                bestPsnr = psnr;
                bestSimple = result;
            }
        }
    }

    private static Picture detail(Picture picture) {
        return middle(picture, SHEET_SIDE, SHEET_SIDE);
    }

    private static Picture middle(Picture picture, int tallest, int widest) {
        int height = Math.min(tallest, picture.height());
        int width = Math.min(widest, picture.width());
        if (height == picture.height() && width == picture.width()) {
            return picture;
        }
        int top = (picture.height() - height) / 2;
        int left = (picture.width() - width) / 2;
        byte[] pixels = new byte[picture.channels() * height * width];
        for (int row = 0; row < picture.channels() * height; row++) {
            int from = (row / height * picture.height() + top + row % height) * picture.width() + left;
            System.arraycopy(picture.pixels(), from, pixels, row * width, width);
        }
        return new Picture(picture.channels(), height, width, pixels);
    }

    /** How many pictures were added. */
    public int pictures() {
        return pictures;
    }

    /** A row for each method and damage, the restorer's last. */
    public List<Row> rows() {
        List<Row> result = new ArrayList<>();
        sums.forEach((damage, all) -> {
            Map<String, Row> best = new LinkedHashMap<>();
            all.forEach((key, of) -> {
                Row row = new Row(damage, key.method, of.mean(of.psnrDb), of.mean(of.ssim));
                best.merge(key.method, row, (a, b) -> b.psnrDb > a.psnrDb ? b : a);
            });
            result.addAll(best.values());
        });
        return result;
    }

    /** Details of the first pictures: clean, damaged, by the best simple method, by the restorer. */
    public Sheet sheet() {
        return Sheet.ofRows(rows).withColumnTitles(List.of("clean", "damaged", "best filter", "restorer"));
    }

    /**
     * The means over the pictures of one method.
     *
     * @param damage what was done to them
     * @param psnrDb over all channels, 8 bits
     * @param ssim -1 to 1
     */
    public record Row(String damage, String method, double psnrDb, double ssim) {

        /** Whether it is that of the restorer. */
        public boolean ours() {
            return method.equals(Attempt.OURS);
        }
    }

    private record Key(String method, String setting) {}

    private static final class Sums {
        private double psnrDb;
        private double ssim;
        private int count;

        double add(Picture clean, Picture result) {
            float[] a = Floats.of(clean).values();
            float[] b = Floats.of(result).values();
            double psnr = Math.min(EXACT_DB, ImageMetrics.psnrDb(ImageMetrics.mse(a, b), PEAK));
            psnrDb += psnr;
            ssim += ImageMetrics.ssim(a, b, SampleShape.picture(clean.channels(), clean.height(), clean.width()), PEAK);
            count++;
            return psnr;
        }

        double mean(double sum) {
            return sum / count;
        }
    }
}
