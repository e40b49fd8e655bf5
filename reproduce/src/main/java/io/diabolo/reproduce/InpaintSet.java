package io.diabolo.reproduce;

import io.diabolo.error.DiaboloException;
import io.diabolo.image.Picture;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restore.Inpainter;
import io.diabolo.restore.Mask;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A quarter of each picture of a folder hidden by boxes of 32 x 32 pixels that do not touch each other's pixels, and four fifths
 * of its pixels hidden one by one, both of seed 0, and filled: the mean of the PSNRs of whole pictures; the last line has ours.
 */
public final class InpaintSet {

    private static final String OURS = "Diabolo";
    private static final int BOX = 32;
    private static final double BOXES = 0.25;
    private static final double MISSING = 0.8;
    private static final int TRIES = 100_000;

    private InpaintSet() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length != 1) {
            System.err.println("usage: reproduce/inpaint DIR   DIR holds pictures");
            System.exit(2);
        }
        try {
            print(Path.of(args[0]), Inpainter.photo(), System.out);
        } catch (DiaboloException e) {
            System.err.println("inpaint: " + e.getMessage());
            System.exit(1);
        }
    }

    static void print(Path folder, Inpainter inpainter, PrintStream out) {
        PsnrTable table = new PsnrTable(List.of("boxes", "missing"));
        for (FloatPicture picture : TestPictures.of(folder).values()) {
            measure(table, 0, picture, boxes(picture.height(), picture.width()), inpainter);
            measure(table, 1, picture, missing(picture.height(), picture.width()), inpainter);
        }
        table.print(OURS, out);
    }

    private static void measure(PsnrTable table, int column, FloatPicture clean, byte[] hidden, Inpainter inpainter) {
        FloatPicture damaged = damaged(clean, hidden);
        for (double radius : List.of(3.0, 5.0)) {
            String name = ", radius %.0f".formatted(radius);
            add(table, "Telea" + name, column, clean, OpenCv.telea(damaged, hidden, radius));
            add(table, "Navier-Stokes" + name, column, clean, OpenCv.navierStokes(damaged, hidden, radius));
        }
        byte[] pixels = new byte[hidden.length];
        System.arraycopy(hidden, 0, pixels, 0, hidden.length);
        Mask mask = Mask.of(new Picture(1, clean.height(), clean.width(), pixels).toBufferedImage());
        BufferedImage filled = inpainter.fill(TestPictures.bytes(damaged).toBufferedImage(), mask);
        add(table, OURS, column, clean, TestPictures.floats(Picture.of(filled)));
    }

    private static void add(PsnrTable table, String method, int column, FloatPicture clean, FloatPicture result) {
        table.add(method, column, PsnrTable.psnrDb(clean.height(), clean.width(), clean.values(), result.values(), 0));
    }

    private static FloatPicture damaged(FloatPicture clean, byte[] hidden) {
        float[] values = clean.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = hidden[i % hidden.length] == 0 ? values[i] : 0;
        }
        return new FloatPicture(clean.channels(), clean.height(), clean.width(), values);
    }

    /** Boxes at random places that no other box has taken, until a quarter is hidden or no place is found. */
    static byte[] boxes(int height, int width) {
        byte[] hidden = new byte[height * width];
        Random random = new Random(0);
        int count = 0;
        for (int i = 0; i < TRIES && count + BOX * BOX <= BOXES * height * width; i++) {
            int y = random.nextInt(Math.max(1, height - BOX + 1));
            int x = random.nextInt(Math.max(1, width - BOX + 1));
            if (height >= BOX && width >= BOX && isFree(hidden, width, y, x)) {
                for (int j = 0; j < BOX * BOX; j++) {
                    hidden[(y + j / BOX) * width + x + j % BOX] = (byte) 255;
                }
                count += BOX * BOX;
            }
        }
        return hidden;
    }

    private static boolean isFree(byte[] hidden, int width, int y, int x) {
        for (int j = 0; j < BOX * BOX; j++) {
            if (hidden[(y + j / BOX) * width + x + j % BOX] != 0) {
                return false;
            }
        }
        return true;
    }

    static byte[] missing(int height, int width) {
        byte[] hidden = new byte[height * width];
        Random random = new Random(0);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = random.nextDouble() < MISSING ? (byte) 255 : 0;
        }
        return hidden;
    }
}
