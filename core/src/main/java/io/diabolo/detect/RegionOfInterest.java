package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.DatasetView;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The part of pictures that a detector looks at: what lies outside is black in all of them, so that it is never strange.
 *
 * <p>The mask has the pictures' size, or is scaled to it where its sides have the same ratio.
 */
public final class RegionOfInterest {

    private static final int INSIDE = 128;

    private final Picture mask;

    private RegionOfInterest(Picture mask) {
        this.mask = mask;
    }

    /**
     * @param mask bright (128 or more) where the detector looks
     * @throws BadInputException if it hides everything
     */
    public static RegionOfInterest of(Picture mask) {
        Picture gray = mask.toGray();
        for (byte pixel : gray.pixels()) {
            if ((pixel & 0xFF) >= INSIDE) {
                return new RegionOfInterest(gray);
            }
        }
        throw new BadInputException(
                "the region of interest %s is dark everywhere: make bright what the detector shall look at"
                        .formatted(gray.size()));
    }

    public Picture mask() {
        return mask;
    }

    /**
     * The same pictures, black outside.
     *
     * @throws BadInputException if samples are no pictures, or have sides of another ratio
     */
    public Dataset of(Dataset pictures) {
        SampleShape shape = pictures.shape();
        if (!shape.isPicture()) {
            throw new BadInputException(
                    "%s holds samples %s: a region of interest is for pictures".formatted(pictures.name(), shape));
        }
        if ((long) mask.width() * shape.height() != (long) mask.height() * shape.width()) {
            throw new BadInputException(
                    "the region of interest is %s, the pictures of %s are %dx%d: it must have their size"
                            .formatted(mask.size(), pictures.name(), shape.width(), shape.height()));
        }
        boolean[] inside = new boolean[shape.height() * shape.width()];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int maskY = (int) ((y + 0.5) * mask.height() / shape.height());
                int maskX = (int) ((x + 0.5) * mask.width() / shape.width());
                inside[y * shape.width() + x] = mask.at(0, maskY, maskX) >= INSIDE;
            }
        }
        return new Inside(pictures, inside, mask);
    }

    /** Pictures seen through the mask. */
    private static final class Inside extends DatasetView {

        private final boolean[] inside;
        private final Picture mask;

        Inside(Dataset whole, boolean[] inside, Picture mask) {
            super(whole);
            this.inside = inside;
            this.mask = mask;
        }

        @Override
        public void gather(int[] rows, byte[] target) {
            whole().gather(rows, target);
            for (int at = 0; at < rows.length * shape().elements(); at++) {
                if (!inside[at % inside.length]) {
                    target[at] = 0;
                }
            }
        }

        @Override
        public void gather(int[] rows, float[] target) {
            whole().gather(rows, target);
            for (int at = 0; at < rows.length * shape().elements(); at++) {
                if (!inside[at % inside.length]) {
                    target[at] = 0;
                }
            }
        }

        @Override
        public String hash() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(whole().hash().getBytes(StandardCharsets.US_ASCII));
                digest.update(mask.pixels());
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
