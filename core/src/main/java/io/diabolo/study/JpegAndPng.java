package io.diabolo.study;

import io.diabolo.image.JpegFile;
import io.diabolo.image.Picture;
import io.diabolo.image.PngFile;
import java.util.List;

/** Pictures through JPEG or PNG in memory: real bytes, and what comes back. */
final class JpegAndPng {

    private JpegAndPng() {}

    /** @param quality that of libjpeg, 1 to 100 */
    static Coded jpeg(Picture picture, int quality) {
        byte[] bytes = JpegFile.of(picture.toBufferedImage(), quality);
        return new Coded(bytes.length, Picture.of(JpegFile.decode(bytes)).withChannels(picture.channels()));
    }

    static Coded png(Picture picture) {
        byte[] bytes = PngFile.of(picture.toBufferedImage());
        return new Coded(bytes.length, picture);
    }

    /** Pictures of one shape side by side without gaps, in about as many rows as columns; what is left over is black. */
    static Picture sheet(List<Picture> pictures) {
        Picture first = pictures.get(0);
        int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
        int rows = (pictures.size() + columns - 1) / columns;
        int width = columns * first.width();
        int height = rows * first.height();
        byte[] pixels = new byte[first.channels() * height * width];
        for (int i = 0; i < pictures.size(); i++) {
            for (int line = 0; line < first.channels() * first.height(); line++) {
                int y = line / first.height() * height + i / columns * first.height() + line % first.height();
                System.arraycopy(
                        pictures.get(i).pixels(),
                        line * first.width(),
                        pixels,
                        y * width + i % columns * first.width(),
                        first.width());
            }
        }
        return new Picture(first.channels(), height, width, pixels);
    }

    /** The bytes of a file, and the picture that it holds. */
    record Coded(int bytes, Picture picture) {}
}
