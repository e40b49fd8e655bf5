package io.diabolo.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * How the rows and columns of a file lie in the picture. Source: tag 274 (Orientation) of TIFF 6.0 and EXIF 2.3; a camera
 * that is held upright writes it instead of turning the pixels.
 *
 * @param swapsSides rows of the file are columns of the picture
 * @param mirrorsX the picture's x runs against the file's axis that it comes from
 * @param mirrorsY the same of y
 */
record Orientation(boolean swapsSides, boolean mirrorsX, boolean mirrorsY) {

    /** The file's rows are the picture's, from top to bottom, each from left to right. */
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** Of the tag's value; those other than 1 to 8 say nothing. */
    static Orientation of(int tag) {
        return switch (tag) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /** The picture's size, of the file's. */
    Size of(Size file) {
        return swapsSides ? new Size(/* width= */ file.height(), /* height= */ file.width()) : file;
    }

    /** The picture, of the file's pixels, whatever their type; the image itself if nothing is to be turned. */
    BufferedImage of(BufferedImage file) {
        if (equals(UPRIGHT)) {
            return file;
        }
        Raster from = file.getRaster();
        int width = swapsSides ? file.getHeight() : file.getWidth();
        int height = swapsSides ? file.getWidth() : file.getHeight();
        WritableRaster to = from.createCompatibleWritableRaster(width, height);
        Object pixel = null;
        for (int y = 0; y < height; y++) {
            int alongY = mirrorsY ? height - 1 - y : y;
            for (int x = 0; x < width; x++) {
                int alongX = mirrorsX ? width - 1 - x : x;
                pixel = from.getDataElements(swapsSides ? alongY : alongX, swapsSides ? alongX : alongY, pixel);
                to.setDataElements(x, y, pixel);
            }
        }
        return new BufferedImage(file.getColorModel(), to, file.isAlphaPremultiplied(), null);
    }
}
