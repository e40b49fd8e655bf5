package io.diabolo.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.error.BadInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one sample: a row [F], a series [C, L] or a picture [C, H, W].
 *
 * @param kind what the sizes mean
 * @param sizes all at least 1; at most 1,024 channels (pictures: 1 gray, 3 RGB, 4 RGBA)
 */
public record SampleShape(Kind kind, List<Integer> sizes) {

    /** What a sample is. */
    public enum Kind {
        /** F values [F], for example the columns of a table. */
        @JsonProperty("row")
        ROW(1, "[F]"),
        /** C channels over L steps [C, L]. */
        @JsonProperty("series")
        SERIES(2, "[C, L]"),
        /** C channels of H x W pixels [C, H, W]. */
        @JsonProperty("picture")
        PICTURE(3, "[C, H, W]");

        private final int rank;
        private final String symbols;

        Kind(int rank, String symbols) {
            this.rank = rank;
            this.symbols = symbols;
        }
    }

    /** The largest number of values that a sample may hold: 256 Mi. */
    public static final long MAX_ELEMENTS = 1L << 28;

    private static final int MAX_CHANNELS = 1024;

    public SampleShape {
        sizes = List.copyOf(sizes);
        if (sizes.size() != kind.rank
                || sizes.stream().anyMatch(size -> size < 1)
                || (kind != Kind.ROW && sizes.get(0) > MAX_CHANNELS)) {
            throw new BadInputException("sample shape %s must be positive%s, was %s"
                    .formatted(
                            kind.symbols,
                            kind == Kind.ROW ? "" : " with at most " + MAX_CHANNELS + " channels",
                            sizes));
        }
        long elements = 1;
        for (int size : sizes) {
            elements *= size;
            if (elements > MAX_ELEMENTS) {
                throw new BadInputException("sample shape %s holds more than %d values".formatted(sizes, MAX_ELEMENTS));
            }
        }
    }

    /** @shape [F] */
    public static SampleShape row(int features) {
        return new SampleShape(Kind.ROW, List.of(features));
    }

    /** @shape [C, L] */
    public static SampleShape series(int channels, int length) {
        return new SampleShape(Kind.SERIES, List.of(channels, length));
    }

    /** @shape [C, H, W] */
    public static SampleShape picture(int channels, int height, int width) {
        return new SampleShape(Kind.PICTURE, List.of(channels, height, width));
    }

    /** Reads {@code kind} and {@code sizes}, or the {@code channels, height, width} of a picture in model folders of format 1. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SampleShape read(Stored stored) {
        if (stored.kind == null && stored.sizes == null && stored.channels != null) {
            return picture(stored.channels, required(stored.height, "height"), required(stored.width, "width"));
        }
        if (stored.channels != null || stored.height != null || stored.width != null) {
            throw new BadInputException("a sample shape has kind and sizes, or channels, height and width, not both");
        }
        return new SampleShape(required(stored.kind, "kind"), required(stored.sizes, "sizes"));
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new BadInputException("a sample shape needs '" + name + "'");
        }
        return value;
    }

    /** C; of a row F, its number of values. */
    public int channels() {
        return sizes.get(0);
    }

    /** The sizes behind the channels: [] for a row, [L] for a series, [H, W] for a picture. */
    public List<Integer> spatial() {
        return sizes.subList(1, sizes.size());
    }

    /** H in pixels; pictures only. */
    public int height() {
        return pictureSize(1);
    }

    /** W in pixels; pictures only. */
    public int width() {
        return pictureSize(2);
    }

    private int pictureSize(int axis) {
        if (kind != Kind.PICTURE) {
            throw new IllegalStateException("only a picture has height and width, this is a " + kind + " " + sizes);
        }
        return sizes.get(axis);
    }

    /** Whether a sample can be looked at as a picture: more than one pixel high and wide. */
    @JsonIgnore
    public boolean isPicture() {
        return kind == Kind.PICTURE && height() > 1 && width() > 1;
    }

    /** How many values a sample holds. */
    public int elements() {
        int elements = 1;
        for (int size : sizes) {
            elements *= size;
        }
        return elements;
    }

    @Override
    public String toString() {
        return sizes.toString();
    }

    /** Both forms in one. Fields may be absent, which a constructor's parameters may not. */
    static final class Stored {
        @JsonProperty
        private @Nullable Kind kind;

        @JsonProperty
        private @Nullable List<Integer> sizes;

        @JsonProperty
        private @Nullable Integer channels;

        @JsonProperty
        private @Nullable Integer height;

        @JsonProperty
        private @Nullable Integer width;
    }
}
