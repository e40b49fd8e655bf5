package io.diabolo.study;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.error.CorruptFileException;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.study.References.Codec;
import io.diabolo.study.References.EqualBytesRow;
import io.diabolo.task.PictureAutoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The same test pictures through trained models, JPEG and PNG, with the real bytes of each. */
final class EqualBytes {

    private static final int[] BITS = {8, 4};
    private static final int[] QUALITIES = {1, 5, 10, 25, 50, 75, 90};
    private static final int MOST_PICTURES = 1_000;
    private static final long MOST_PIXELS = 16L << 20;
    private static final String WEIGHTS = "model.safetensors";
    /** The smallest and the largest value of a unit, which a decoder needs, as floats. */
    private static final int RANGE_BYTES = 8;

    private final Dataset test;
    private final List<Picture> pictures;

    EqualBytes(Dataset test, Preprocessing preprocessing) {
        this.test = first(test);
        pictures = TestPictures.of(this.test, preprocessing);
    }

    int pictures() {
        return pictures.size();
    }

    private static Dataset first(Dataset test) {
        long pixels = (long) test.shape().height() * test.shape().width();
        int count = (int) Math.max(1, Math.min(Math.min(test.size(), MOST_PICTURES), MOST_PIXELS / pixels));
        return RowSubset.of(test, IntStream.range(0, count).toArray());
    }

    /**
     * A row for 8 and one for 4 bits a unit.
     *
     * @param ranges of the units of the model's codes
     */
    List<EqualBytesRow> rows(RunResult.Key key, PictureAutoencoder model, List<RunResult.Range> ranges) {
        List<EqualBytesRow> rows = new ArrayList<>();
        Codes codes = model.encode(test);
        for (int bits : BITS) {
            QuantizedCodes quantized = QuantizedCodes.of(ranges, codes, bits);
            rows.add(row(
                    new Maker(Codec.AUTOENCODER, key.model(), key.latent(), bits),
                    quantized.bytes(),
                    mse(pictures, model.decode(quantized.values()))));
        }
        return rows;
    }

    /** JPEG at several qualities and PNG, each as one file a picture and as one sheet. */
    List<EqualBytesRow> codecRows() {
        List<EqualBytesRow> rows = new ArrayList<>();
        Picture sheet = JpegAndPng.sheet(pictures);
        for (int quality : QUALITIES) {
            Function<Picture, JpegAndPng.Coded> jpeg = picture -> JpegAndPng.jpeg(picture, quality);
            rows.add(row(new Maker(Codec.JPEG, "", 0, quality), pictures, jpeg));
            rows.add(row(new Maker(Codec.JPEG_SHEET, "", 0, quality), List.of(sheet), jpeg));
        }
        rows.add(row(new Maker(Codec.PNG, "", 0, 0), pictures, JpegAndPng::png));
        rows.add(row(new Maker(Codec.PNG_SHEET, "", 0, 0), List.of(sheet), JpegAndPng::png));
        return rows;
    }

    static long modelBytes(Path folder, int latent) {
        Path file = folder.resolve(WEIGHTS);
        try {
            return Files.size(file) + (long) RANGE_BYTES * latent;
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private EqualBytesRow row(Maker maker, List<Picture> inputs, Function<Picture, JpegAndPng.Coded> codec) {
        long bytes = 0;
        List<Picture> decoded = new ArrayList<>();
        for (Picture picture : inputs) {
            JpegAndPng.Coded coded = codec.apply(picture);
            bytes += coded.bytes();
            decoded.add(coded.picture());
        }
        return row(maker, bytes, mse(inputs, decoded));
    }

    private EqualBytesRow row(Maker maker, long bytes, double mse) {
        double perImage = bytes / (double) pictures.size();
        double pixels = (double) test.shape().height() * test.shape().width();
        return new EqualBytesRow(
                maker.codec,
                maker.model,
                maker.latent,
                maker.setting,
                perImage,
                8 * perImage / pixels,
                mse,
                ImageMetrics.psnrDb(mse, 1));
    }

    /** By element, of values 0 to 1. */
    private static double mse(List<Picture> originals, List<Picture> decoded) {
        long squares = 0;
        long values = 0;
        for (int i = 0; i < originals.size(); i++) {
            byte[] a = originals.get(i).pixels();
            byte[] b = decoded.get(i).pixels();
            for (int k = 0; k < a.length; k++) {
                int difference = (a[k] & 0xff) - (b[k] & 0xff);
                squares += (long) difference * difference;
            }
            values += a.length;
        }
        return squares / (255.0 * 255.0 * values);
    }

    /** Who made the bytes, as {@link EqualBytesRow} names it. */
    private record Maker(Codec codec, String model, int latent, int setting) {}
}
