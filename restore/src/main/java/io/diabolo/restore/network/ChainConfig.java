package io.diabolo.restore.network;

/**
 * A network that enlarges one channel: residual blocks at the size of the small picture, then depth to space. What it
 * computes is added to the bicubic enlargement.
 *
 * @param factor 2 to 8
 * @param channels inside
 * @param blocks in a row
 * @source C. Dong et al., "FSRCNN", 2016, for working at the small size; W. Shi et al., 2016, for depth to space
 */
public record ChainConfig(Task task, int factor, int channels, int blocks) implements NetworkConfig {

    /** That of the shipped networks for photographs: fewer blocks where the small picture has more pixels. */
    public static ChainConfig photo(int factor) {
        return new ChainConfig(Task.UPSCALE, factor, 48, factor == 2 ? 5 : 8);
    }

    static ChainConfig of(Task task, ConfigText text) {
        text.whole("picture", 1, 1);
        if (task != Task.UPSCALE) {
            throw text.corrupt("of kind chain must have the task upscale");
        }
        return new ChainConfig(
                task,
                text.whole("factor", 2, 8),
                text.whole("channels", 1, MAX_CHANNELS),
                text.whole("blocks", 0, MAX_BLOCKS));
    }

    @Override
    public int pictureChannels() {
        return 1;
    }

    @Override
    public String json() {
        return "{\"task\": \"upscale\", \"kind\": \"chain\", \"picture\": 1, \"factor\": %d, \"channels\": %d, \"blocks\": %d}"
                .formatted(factor, channels, blocks);
    }

    /** How far an output looks, in pixels of the small picture. */
    public int field() {
        return 2 + 2 * blocks;
    }
}
