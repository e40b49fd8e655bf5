package io.diabolo.compress.eval;

import io.diabolo.image.Picture;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The same part of a picture as several codecs show it when their files have about the same number of bytes.
 *
 * @param picture its path below the folder
 * @param original the part
 * @param coded the same part, one a codec
 */
public record CropComparison(String picture, Picture original, List<Coded> coded) {

    private static final int SIDE = 192;
    private static final int STRIDE = 32;

    public CropComparison {
        coded = List.copyOf(coded);
    }

    /**
     * Codes a picture with the setting of each codec whose file is nearest to so many bits a pixel; the part is the one with
     * most detail, up to 192 x 192 pixels.
     */
    public static CropComparison of(String name, Picture picture, List<ComparedCodec> coders, double bitsPerPixel) {
        Picture rgb = picture.toRgb();
        BufferedImage image = rgb.toBufferedImage();
        Part part = mostDetailed(rgb);
        long wanted = Math.round(bitsPerPixel * rgb.width() * rgb.height() / 8);
        List<Coded> coded = coders.stream()
                .map(coder -> coded(coder, image, rgb, part, wanted))
                .toList();
        return new CropComparison(name, part.of(rgb), coded);
    }

    private static Coded coded(ComparedCodec coder, BufferedImage image, Picture rgb, Part part, long wanted) {
        byte[] file = NearestFile.of(coder, image, wanted);
        Picture decoded = Picture.of(coder.decode(file)).toRgb();
        return new Coded(coder.name(), file.length, Fidelity.of(rgb, decoded), part.of(decoded));
    }

    private static Part mostDetailed(Picture rgb) {
        Picture gray = rgb.toGray();
        int width = Math.min(SIDE, gray.width());
        int height = Math.min(SIDE, gray.height());
        Part best = new Part(0, 0, width, height);
        long most = -1;
        for (int y = 0; y + height <= gray.height(); y += STRIDE) {
            for (int x = 0; x + width <= gray.width(); x += STRIDE) {
                Part part = new Part(x, y, width, height);
                long detail = part.detail(gray);
                if (detail > most) {
                    most = detail;
                    best = part;
                }
            }
        }
        return best;
    }

    /** What a codec made of the picture. */
    public record Coded(String coder, long bytes, Fidelity fidelity, Picture crop) {}

    /** A rectangle of pixels. */
    private record Part(int x, int y, int width, int height) {

        Picture of(Picture picture) {
            byte[] pixels = new byte[picture.channels() * height * width];
            for (int line = 0; line < picture.channels() * height; line++) {
                int row = line / height * picture.height() + y + line % height;
                System.arraycopy(picture.pixels(), row * picture.width() + x, pixels, line * width, width);
            }
            return new Picture(picture.channels(), height, width, pixels);
        }

        /** The sum of the differences between neighbours. */
        long detail(Picture gray) {
            long sum = 0;
            for (int row = y + 1; row < y + height; row++) {
                for (int column = x + 1; column < x + width; column++) {
                    int here = gray.at(0, row, column);
                    sum += Math.abs(here - gray.at(0, row - 1, column));
                    sum += Math.abs(here - gray.at(0, row, column - 1));
                }
            }
            return sum;
        }
    }
}
