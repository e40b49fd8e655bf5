package io.diabolo.restore;

import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;
import java.util.BitSet;

/** Which pixels of a picture are to be repaired. Immutable. */
public final class Mask {

    private static final int HALF = 128;

    private final int width;
    private final int height;
    private final BitSet hidden;

    private Mask(int width, int height, BitSet hidden) {
        this.width = width;
        this.height = height;
        this.hidden = hidden;
    }

    /** Of a picture of the same size: what is white there, or lighter than the middle gray, is repaired; transparent is not. */
    public static Mask of(BufferedImage mask) {
        ImageSamples samples = ImageSamples.of(mask, ImageSamples.Order.PIXELS);
        byte[] alpha = samples.alpha();
        byte[] rgb = samples.colours();
        BitSet hidden = new BitSet();
        for (int i = 0; i < samples.width() * samples.height(); i++) {
            int luma =
                    (299 * (rgb[3 * i] & 0xff) + 587 * (rgb[3 * i + 1] & 0xff) + 114 * (rgb[3 * i + 2] & 0xff)) / 1000;
            hidden.set(i, luma >= HALF && (alpha.length == 0 || (alpha[i] & 0xff) >= HALF));
        }
        return new Mask(samples.width(), samples.height(), hidden);
    }

    /**
     * A rectangle of a picture.
     *
     * @param box that lies in the picture
     * @throws BadInputException for one that does not
     */
    public static Mask of(int width, int height, Box box) {
        if (box.x() + (long) box.width() > width || box.y() + (long) box.height() > height) {
            throw new BadInputException(
                    "the box %s must lie in the picture of %d x %d pixels".formatted(box, width, height));
        }
        BitSet hidden = new BitSet();
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            hidden.set(y * width + box.x(), y * width + box.x() + box.width());
        }
        return new Mask(width, height, hidden);
    }

    /**
     * What is wrong with a picture as far as it can be seen: its transparent pixels; where it has none, single black and white
     * pixels that do not fit their neighbours, as salt and pepper or dead pixels are. May hide nothing.
     */
    public static Mask automatic(BufferedImage picture) {
        ImageSamples samples = Pictures.samples(picture);
        return new Mask(samples.width(), samples.height(), OddPixels.of(samples));
    }

    /**
     * What either of two masks hides.
     *
     * @throws BadInputException if they differ in size
     */
    public Mask or(Mask other) {
        requireSize(other.width, other.height);
        BitSet both = (BitSet) hidden.clone();
        both.or(other.hidden);
        return new Mask(width, height, both);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** How many pixels are repaired. */
    public int count() {
        return hidden.cardinality();
    }

    public boolean hides(int y, int x) {
        return hidden.get(y * width + x);
    }

    void requireSize(int pictureWidth, int pictureHeight) {
        if (width != pictureWidth || height != pictureHeight) {
            throw new BadInputException(
                    "the mask has %d x %d pixels and the picture %d x %d: take a mask of the picture's size"
                            .formatted(width, height, pictureWidth, pictureHeight));
        }
    }

    /**
     * A rectangle in pixels, from the upper left corner.
     *
     * @param x 0 or more
     * @param y 0 or more
     * @param width 1 or more
     * @param height 1 or more
     */
    public record Box(int x, int y, int width, int height) {

        public Box {
            if (x < 0 || y < 0 || width < 1 || height < 1) {
                throw new BadInputException(
                        "a box must begin at 0,0 or more and have 1 x 1 pixels or more, was %d,%d,%d,%d"
                                .formatted(x, y, width, height));
            }
        }

        /** As the command line writes it. */
        @Override
        public String toString() {
            return "%d,%d,%d,%d".formatted(x, y, width, height);
        }
    }
}
