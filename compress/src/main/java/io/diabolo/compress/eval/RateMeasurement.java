package io.diabolo.compress.eval;

import io.diabolo.compress.eval.RateComparison.PngSmaller;
import io.diabolo.error.OutputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Takes pictures, one after the other, through every setting of several codecs: each is coded, written to a file, read again
 * and decoded. Pictures are RGB here: gray ones have three equal channels, transparent ones lie on white.
 */
public final class RateMeasurement {

    /** The name of the one file in the folder. */
    public static final String FILE = "picture";

    private static final double NANOS = 1e9;

    private final List<ComparedCodec> coders;
    private final Path file;
    private final List<PictureResult> results = new ArrayList<>();
    private final List<PngSmaller> pngSmaller = new ArrayList<>();
    private final BooleanSupplier stop;
    private int pictures;
    private boolean cut;

    /**
     * @param coders at least one
     * @param folder where the files are written, one at a time under one name
     */
    public RateMeasurement(List<ComparedCodec> coders, Path folder) {
        this(coders, folder, () -> false);
    }

    /** @param stop asked often; once true, {@link #add} returns within its picture */
    public RateMeasurement(List<ComparedCodec> coders, Path folder, BooleanSupplier stop) {
        this.coders = List.copyOf(coders);
        this.stop = stop;
        file = folder.resolve(FILE);
    }

    /**
     * Measures one picture.
     *
     * @param name its path below the folder of all
     */
    public void add(String name, Picture picture) {
        Picture rgb = picture.toRgb();
        BufferedImage image = rgb.toBufferedImage();
        if (pictures == 0) {
            coders.forEach(coder -> warmUp(coder, image));
        }
        pictures++;
        for (ComparedCodec coder : coders) {
            for (double setting : coder.settings()) {
                if (stop.getAsBoolean()) {
                    cut = true;
                    return;
                }
                results.add(result(name, rgb, image, coder, setting));
            }
        }
        comparePng(name, image);
    }

    /**
     * What was measured so far; at least one picture.
     *
     * @throws CancellationException if a picture was left half measured
     */
    public RateComparison result() {
        if (cut) {
            throw new CancellationException("the measurement was stopped within a picture");
        }
        List<RateCurve> curves = coders.stream().map(this::curve).toList();
        Optional<RateCurve> jpeg = curves.stream()
                .filter(curve -> curve.coder().equals(RateComparison.REFERENCE))
                .findFirst();
        List<BdRate> rates = jpeg.stream()
                .flatMap(reference -> curves.stream()
                        .filter(curve -> !curve.equals(reference))
                        .map(curve -> BdRate.of(curve, reference)))
                .toList();
        return new RateComparison(pictures, curves, rates, pngSmaller, results);
    }

    /** The compiler's time is not the codec's. */
    private static void warmUp(ComparedCodec coder, BufferedImage image) {
        double middle = coder.settings().get(coder.settings().size() / 2);
        coder.decode(coder.encode(image, middle));
    }

    private PictureResult result(
            String name, Picture original, BufferedImage image, ComparedCodec coder, double setting) {
        try {
            long start = System.nanoTime();
            byte[] bytes = coder.encode(image, setting);
            long encoded = System.nanoTime();
            Files.write(file, bytes);
            long written = System.nanoTime();
            byte[] read = Files.readAllBytes(file);
            long again = System.nanoTime();
            BufferedImage decoded = coder.decode(read);
            long end = System.nanoTime();
            return new PictureResult(
                    name,
                    (long) original.width() * original.height(),
                    coder.name(),
                    setting,
                    read.length,
                    Fidelity.of(original, Picture.of(decoded)),
                    new RatePoint.Seconds(
                            (encoded - start) / NANOS,
                            (written - encoded) / NANOS,
                            (again - written) / NANOS,
                            (end - again) / NANOS));
        } catch (IOException e) {
            throw new OutputException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void comparePng(String name, BufferedImage image) {
        String coder = coders.get(0).name();
        long bytes = results.stream()
                .filter(result ->
                        result.picture().equals(name) && result.coder().equals(coder))
                .mapToLong(PictureResult::bytes)
                .max()
                .orElseThrow();
        long png = PngFile.of(image).length;
        if (png < bytes) {
            pngSmaller.add(new PngSmaller(name, bytes, png));
        }
    }

    private RateCurve curve(ComparedCodec coder) {
        return new RateCurve(
                coder.name(),
                coder.settings().stream()
                        .map(setting -> RatePoint.of(
                                setting,
                                results.stream()
                                        .filter(result ->
                                                result.coder().equals(coder.name()) && result.setting() == setting)
                                        .toList()))
                        .toList());
    }
}
