package io.diabolo.report;

import java.nio.ByteBuffer;

/**
 * A picture inside the document.
 *
 * @source Portable Network Graphics (PNG) Specification, third edition, 5.2 and 11.2.1
 */
public final class ImageBlock implements Block {

    /** The largest picture that a report takes in: 16 MiB. */
    public static final int MAX_BYTES = 16 << 20;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int HEADER_BYTES = 24;

    private final String caption;
    private final String alt;
    private final byte[] png;
    private final boolean pixelated;

    /**
     * @param caption stands below the picture; may be empty
     * @param alt says what the picture shows to whoever cannot see it; not blank
     * @param png a PNG file, at most {@link #MAX_BYTES}; copied
     * @param pixelated true for tiny pictures: they are enlarged by a whole number, and their pixels stay squares
     */
    public ImageBlock(String caption, String alt, byte[] png, boolean pixelated) {
        Check.text(alt, "a picture's alt text");
        if (png.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "picture %s must be at most %d bytes, was %d".formatted(alt, MAX_BYTES, png.length));
        }
        ByteBuffer header = ByteBuffer.wrap(png);
        if (png.length < HEADER_BYTES || header.getLong(0) != PNG_SIGNATURE || header.getInt(12) != IHDR) {
            throw new IllegalArgumentException("picture %s must be a PNG file".formatted(alt));
        }
        if (header.getInt(16) < 1 || header.getInt(20) < 1) {
            throw new IllegalArgumentException("picture %s must have a width and a height".formatted(alt));
        }
        this.caption = caption;
        this.alt = alt;
        this.png = png.clone();
        this.pixelated = pixelated;
    }

    public String caption() {
        return caption;
    }

    public String alt() {
        return alt;
    }

    /** A copy of the PNG file. */
    public byte[] png() {
        return png.clone();
    }

    public boolean pixelated() {
        return pixelated;
    }

    /** In pixels, as the file's header says. */
    public int width() {
        return ByteBuffer.wrap(png).getInt(16);
    }

    /** In pixels, as the file's header says. */
    public int height() {
        return ByteBuffer.wrap(png).getInt(20);
    }
}
