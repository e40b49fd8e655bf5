package io.diabolo.image;

import io.diabolo.error.BadInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Width and height in pixels.
 *
 * @param width 1 to 65,500
 * @param height 1 to 65,500
 */
public record Size(int width, int height) {

    /** The longest side that a picture may have, in pixels (that of JPEG). */
    public static final int MAX_SIDE = 65_500;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

    public Size {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new BadInputException(
                    "size %dx%d: width and height must be 1 to %d pixels".formatted(width, height, MAX_SIDE));
        }
    }

    /**
     * Reads {@code 96x64}: width, then height.
     *
     * @throws BadInputException if the text is not a size
     */
    public static Size parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new BadInputException("size '%s' must be WIDTHxHEIGHT in pixels, for example 96x64".formatted(text));
        }
        return new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** {@code 96x64}. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
