package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;
import io.diabolo.preprocess.ArrayPreprocessing;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Many small pictures as one, row by row.
 *
 * @param png the file
 * @param width of each, in pixels
 * @param height of each
 * @param columns how many stand side by side
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sprites(byte[] png, int width, int height, int columns) {

    private static final int COLUMNS = 32;

    /** @param longest side of each, in pixels; larger samples are shrunk */
    static Sprites of(Dataset data, ArrayPreprocessing preprocessing, int longest) {
        int height = preprocessing.shape().height();
        int width = preprocessing.shape().width();
        double scale = Math.min(1, (double) longest / Math.max(height, width));
        Size size = new Size(Math.max(1, (int) (width * scale)), Math.max(1, (int) (height * scale)));
        boolean gray = preprocessing.shape().channels() == 1;
        BufferedImage sheet = new BufferedImage(
                COLUMNS * size.width(),
                (data.size() + COLUMNS - 1) / COLUMNS * size.height(),
                gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_4BYTE_ABGR);
        Graphics2D graphics = sheet.createGraphics();
        try {
            float[] values = new float[preprocessing.shape().elements()];
            float[] weights = new float[values.length];
            for (int row = 0; row < data.size(); row++) {
                preprocessing.read(data, new int[] {row}, values, weights);
                Picture picture = preprocessing.toPicture(values, 0).resize(size);
                graphics.drawImage(
                        picture.toBufferedImage(), row % COLUMNS * size.width(), row / COLUMNS * size.height(), null);
            }
        } finally {
            graphics.dispose();
        }
        return new Sprites(HeldPicture.of(sheet).png(), size.width(), size.height(), COLUMNS);
    }
}
