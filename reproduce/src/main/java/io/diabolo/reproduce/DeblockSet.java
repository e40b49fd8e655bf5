package io.diabolo.reproduce;

import io.diabolo.error.DiaboloException;
import io.diabolo.image.JpegFile;
import io.diabolo.image.Picture;
import io.diabolo.restore.Deblocker;
import io.diabolo.restore.FloatPicture;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The luma of a folder's pictures as JPEG of libjpeg's qualities 10 to 40 and restored: the mean of the pictures' PSNRs, rounded
 * to 8 bits; the last line has ours.
 */
public final class DeblockSet {

    private static final List<Integer> QUALITIES = List.of(10, 20, 30, 40);
    private static final String OURS = "Diabolo, whatever the quality";

    private DeblockSet() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length != 1) {
            System.err.println("usage: reproduce/deblock DIR   DIR holds pictures without loss");
            System.exit(2);
        }
        try {
            print(Path.of(args[0]), Deblocker.photo(), System.out);
        } catch (DiaboloException e) {
            System.err.println("deblock: " + e.getMessage());
            System.exit(1);
        }
    }

    static void print(Path folder, Deblocker deblocker, PrintStream out) {
        PsnrTable table =
                new PsnrTable(QUALITIES.stream().map("q %d"::formatted).toList());
        for (FloatPicture picture : TestPictures.of(folder).values()) {
            Picture gray = TestPictures.bytes(picture).toGray();
            float[] clean = TestPictures.floats(gray).values();
            for (int i = 0; i < QUALITIES.size(); i++) {
                byte[] file = JpegFile.of(gray.toBufferedImage(), QUALITIES.get(i));
                FloatPicture coded = TestPictures.floats(Picture.of(JpegFile.decode(file)));
                add(table, "JPEG", i, clean, coded);
                add(table, "Gaussian filter of 0.7 pixels", i, clean, OpenCv.gaussian(coded, 0.7));
                add(table, "median of 3 x 3", i, clean, OpenCv.median(coded, 3));
                add(table, "non-local means, h = 6", i, clean, OpenCv.nonLocalMeans(coded, 6));
                add(table, OURS, i, clean, deblocker.deblock(coded));
            }
        }
        table.published("AR-CNN, published: on classic5", "29.03", "31.15", "32.51", "33.34");
        table.published("DnCNN-3, published: on classic5", "29.40", "31.63", "32.91", "33.77");
        table.print(OURS, out);
    }

    private static void add(PsnrTable table, String method, int column, float[] clean, FloatPicture result) {
        table.add(method, column, PsnrTable.psnrDb(result.height(), result.width(), clean, result.values(), 0));
    }
}
