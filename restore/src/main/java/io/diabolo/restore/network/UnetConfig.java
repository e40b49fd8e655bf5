package io.diabolo.restore.network;

import java.util.List;
import java.util.Locale;

/**
 * A network that sees the picture at a half, a quarter and an eighth of its size.
 *
 * <pre>
 * picture, map -> space to depth 2 -> head -> blocks --+-----------------------------> + -> blocks -> tail -> residual
 *                                                      \-> down -> blocks --+-> + -> blocks -> up -/
 *                                                                           \-> down -> blocks -> up -/
 * </pre>
 *
 * @param pictureChannels 1 or 3
 * @param map what the channel behind the picture says
 * @param channels at a half, a quarter and an eighth
 * @param blocks on the way down at a half and a quarter, at an eighth, on the way up at a quarter and a half
 * @source O. Ronneberger et al., "U-Net", 2015; K. Zhang et al., "FFDNet", 2018, for the space to depth and the noise map
 */
public record UnetConfig(Task task, int pictureChannels, MapKind map, List<Integer> channels, List<Integer> blocks)
        implements NetworkConfig {

    /** Sides of what it takes are multiples of this many pixels. */
    public static final int MULTIPLE = 8;

    /** What the channel behind the picture says. */
    public enum MapKind {
        /** There is none. */
        NONE,
        /** The noise's standard deviation over the range of the values; 0 where it is not known. */
        SIGMA,
        /** 1 where the picture is known, 0 where it is hidden. */
        KNOWN
    }

    public UnetConfig {
        channels = List.copyOf(channels);
        blocks = List.copyOf(blocks);
    }

    /** That of the shipped networks for photographs, 53 to 55 thousand multiplications a pixel. */
    public static UnetConfig photo(Task task, int pictureChannels, MapKind map) {
        return new UnetConfig(task, pictureChannels, map, List.of(48, 80, 80), List.of(1, 1, 2, 1, 2));
    }

    static UnetConfig of(Task task, ConfigText text) {
        text.whole("multiple", MULTIPLE, MULTIPLE);
        int picture = text.whole("picture", 1, 3);
        if (picture == 2 || task == Task.UPSCALE) {
            throw text.corrupt("must be of 1 or 3 channels, and of a task that keeps the size");
        }
        return new UnetConfig(
                task,
                picture,
                text.choice("map", MapKind.class),
                text.wholes("channels", 3, 1, MAX_CHANNELS),
                text.wholes("blocks", 5, 0, MAX_BLOCKS));
    }

    @Override
    public String json() {
        return "{\"task\": \"%s\", \"kind\": \"unet\", \"picture\": %d, \"map\": \"%s\", \"channels\": %s, \"blocks\": %s, \"multiple\": %d}"
                .formatted(
                        task.name().toLowerCase(Locale.ROOT),
                        pictureChannels,
                        map.name().toLowerCase(Locale.ROOT),
                        channels,
                        blocks,
                        MULTIPLE);
    }

    /** Channels of what it takes: the picture's and the map. */
    public int inputs() {
        return pictureChannels + (map == MapKind.NONE ? 0 : 1);
    }

    /**
     * How far, in pixels, an output looks: where a tile that begins and ends at multiples of {@link #MULTIPLE} is cut out of
     * a picture, all outputs at least so far inside are those of the whole picture. A multiple of {@link #MULTIPLE}.
     */
    public int field() {
        // Backwards to the input, in positions of each size; a block looks two positions far.
        int eighth = eighthsLookedAt() + 2 * blocks.get(2);
        int quarter = 2 * eighth + 2 * blocks.get(1);
        int half = 2 * quarter + 2 * blocks.get(0) + 1;
        return (2 * half + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }

    /** How far the way up from an eighth looks, in positions there. */
    int eighthsLookedAt() {
        return halved(quartersLookedAt() + 2 * blocks.get(3));
    }

    /** How far the way up from a quarter looks, in positions there. */
    int quartersLookedAt() {
        return halved(1 + 2 * blocks.get(4));
    }

    private static int halved(int positions) {
        return (positions + 1) / 2;
    }
}
