package io.diabolo.codec;

import io.diabolo.codec.TileGrid.Tile;

/** The samples of a picture: R, G, B a pixel, all equal if it is gray; and its alpha plane, empty if it is opaque. */
final class Pixels {

    final int width;
    final int height;
    final boolean gray;
    final byte[] rgb;
    final byte[] alpha;

    Pixels(int width, int height, boolean gray, byte[] rgb, byte[] alpha) {
        this.width = width;
        this.height = height;
        this.gray = gray;
        this.rgb = rgb;
        this.alpha = alpha;
    }

    /** A decoded picture: if it is gray, each pixel becomes (R + G + B + 1) / 3, in place. */
    static Pixels decoded(int width, int height, boolean gray, byte[] rgb, byte[] alpha) {
        for (int i = 0; gray && i < rgb.length; i += 3) {
            byte mean = (byte) (((rgb[i] & 0xff) + (rgb[i + 1] & 0xff) + (rgb[i + 2] & 0xff) + 1) / 3);
            rgb[i] = mean;
            rgb[i + 1] = mean;
            rgb[i + 2] = mean;
        }
        return new Pixels(width, height, gray, rgb, alpha);
    }

    byte[] crop(Tile tile) {
        int rowBytes = tile.width() * 3;
        byte[] cropped = new byte[tile.height() * rowBytes];
        for (int y = 0; y < tile.height(); y++) {
            System.arraycopy(rgb, ((tile.y() + y) * width + tile.x()) * 3, cropped, y * rowBytes, rowBytes);
        }
        return cropped;
    }

    /** The colours of a rectangle of the picture. */
    byte[] crop(Region region) {
        return crop(new Tile(0, 0, region.x(), region.y(), region.width(), region.height()));
    }

    /** The alpha plane of a rectangle of the picture, which has one. */
    byte[] alpha(Region region) {
        byte[] cropped = new byte[region.width() * region.height()];
        for (int y = 0; y < region.height(); y++) {
            int from = (region.y() + y) * width + region.x();
            System.arraycopy(alpha, from, cropped, y * region.width(), region.width());
        }
        return cropped;
    }

    /** The peak signal-to-noise ratio over all colour samples, dB; infinite for equal pictures. */
    double psnrDb(Pixels other) {
        long squares = 0;
        for (int i = 0; i < rgb.length; i++) {
            int difference = (rgb[i] & 0xff) - (other.rgb[i] & 0xff);
            squares += Math.multiplyFull(difference, difference);
        }
        return 10 * Math.log10(255.0 * 255.0 * rgb.length / squares);
    }
}
