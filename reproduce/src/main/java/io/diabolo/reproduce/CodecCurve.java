package io.diabolo.reproduce;

import io.diabolo.codec.Codec;
import io.diabolo.compress.eval.BdRate;
import io.diabolo.compress.eval.ComparedCodec;
import io.diabolo.compress.eval.ComparedDiabolo;
import io.diabolo.compress.eval.ComparedJpeg;
import io.diabolo.compress.eval.PictureResult;
import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.eval.RateCurve;
import io.diabolo.compress.eval.RateMeasurement;
import io.diabolo.compress.eval.RatePoint;
import io.diabolo.compress.folder.CodecRefiner;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.data.PictureListing;
import io.diabolo.engine.Device;
import io.diabolo.error.DiaboloException;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A folder of pictures through the codec at all 8 qualities, and through JPEG, as real files: bits per pixel, PSNR, MS-SSIM,
 * seconds, and on the last line the BD-rate against JPEG.
 */
public final class CodecCurve {

    private CodecCurve() {}

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        boolean withCodec = args.length == 3 && args[1].equals("--codec");
        boolean withEffort = args.length == 3 && args[1].equals("--effort") && args[2].matches("\\d");
        if (args.length != 1 && !withCodec && !withEffort) {
            System.err.println("usage: reproduce/codec DIR [--codec FOLDER | --effort 1..9]   DIR holds pictures");
            System.exit(2);
        }
        try {
            Codec codec = CodecSource.installed().open(withCodec ? Path.of(args[2]) : null);
            int steps = CodecRefiner.steps(withEffort ? Integer.parseInt(args[2]) : 1);
            if (steps == 0) {
                print(Path.of(args[0]), new ComparedDiabolo(codec), System.out);
                return;
            }
            try (CodecRefiner refiner = new CodecRefiner(Codec.photoWeights(), steps, Device.CPU)) {
                print(Path.of(args[0]), new ComparedDiabolo(codec.withRefiner(refiner)), System.out);
            }
        } catch (DiaboloException e) {
            System.err.println("codec: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Measures all pictures below a folder, and prints the curves and the figure. */
    static void print(Path folder, ComparedCodec ours, PrintStream out) throws IOException {
        Path work = Files.createTempDirectory("diabolo-");
        try {
            RateMeasurement measurement = new RateMeasurement(List.of(ours, new ComparedJpeg()), work);
            for (Path name : PictureListing.files(folder)) {
                measurement.add(name.toString(), PictureFiles.read(folder.resolve(name)));
            }
            print(measurement.result(), ours.name(), out);
        } finally {
            Files.deleteIfExists(work.resolve(RateMeasurement.FILE));
            Files.deleteIfExists(work);
        }
    }

    private static void print(RateComparison comparison, String ours, PrintStream out) {
        out.printf(
                "%-10s %7s %10s %8s %8s %9s %9s   %d pictures%n",
                "codec", "quality", "bits/pixel", "PSNR", "MS-SSIM", "encode s", "decode s", comparison.pictures());
        for (RateCurve curve : comparison.curves()) {
            for (RatePoint point : curve.points()) {
                List<PictureResult> results = comparison.results().stream()
                        .filter(r -> r.coder().equals(curve.coder()) && r.setting() == point.setting())
                        .toList();
                out.printf(
                        "%-10s %7.0f %10.4f %8.2f %8.4f %9.2f %9.2f%n",
                        curve.coder(),
                        point.setting(),
                        point.bitsPerPixel(),
                        point.psnrDb(),
                        point.msSsim(),
                        results.stream().mapToDouble(r -> r.seconds().encode()).sum(),
                        results.stream().mapToDouble(r -> r.seconds().decode()).sum());
            }
        }
        BdRate rate = comparison.bdRate(ours).orElseThrow();
        out.printf("BD-rate against JPEG over %.2f to %.2f dB:%n", rate.fromDb(), rate.toDb());
        Double percent = rate.percent();
        out.println(percent == null ? rate.text() : "%.1f %%".formatted(percent));
    }
}
