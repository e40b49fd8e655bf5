package io.diabolo.codec;

import io.diabolo.error.BadInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of a picture, in pixels.
 *
 * @param x of its left column, from 0
 * @param y of its upper row, from 0
 * @param width at least 1
 * @param height at least 1
 */
public record Region(int x, int y, int width, int height) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5}),(\\d{1,5}),(\\d{1,5}),(\\d{1,5})");

    public Region {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new BadInputException(
                    "A region starts at 0 or more and has at least one pixel, not %d,%d,%d,%d: give x,y,width,height."
                            .formatted(x, y, width, height));
        }
    }

    /** Reads {@code x,y,width,height}. */
    public static Region parse(String text) {
        Matcher matcher = TEXT.matcher(text.replace(" ", ""));
        if (!matcher.matches()) {
            throw new BadInputException(
                    "'%s' is no region: give x,y,width,height in pixels, such as 0,0,64,64.".formatted(text));
        }
        return new Region(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /** @throws BadInputException if it reaches out of a picture of that size */
    void requireWithin(int pictureWidth, int pictureHeight) {
        if ((long) x + width > pictureWidth || (long) y + height > pictureHeight) {
            throw new BadInputException("The region %d,%d,%d,%d reaches out of the picture of %d x %d pixels."
                    .formatted(x, y, width, height, pictureWidth, pictureHeight));
        }
    }
}
