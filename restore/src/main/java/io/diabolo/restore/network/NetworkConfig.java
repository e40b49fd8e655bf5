package io.diabolo.restore.network;

import io.diabolo.error.CorruptFileException;

/** What a network is, apart from its weights, as the metadata {@code config} of its file says. */
public sealed interface NetworkConfig permits UnetConfig, ChainConfig {

    /** The most channels inside a network. */
    int MAX_CHANNELS = 256;

    /** The most residual blocks in a row. */
    int MAX_BLOCKS = 64;

    /** What it is for. */
    Task task();

    /** Channels of the picture that it restores: 1 or 3. */
    int pictureChannels();

    /** As {@link #parse} reads it. */
    String json();

    /**
     * What happened to the picture.
     */
    enum Task {
        DENOISE,
        INPAINT,
        UPSCALE,
        DEBLOCK
    }

    /**
     * Reads the metadata. Settings that are not known are passed over: later releases may say more.
     *
     * @param source what messages call the file
     * @throws CorruptFileException for what is no JSON or breaks a rule
     */
    static NetworkConfig parse(String source, String json) {
        ConfigText text = ConfigText.parse(source, json);
        Task task = text.choice("task", Task.class);
        return switch (text.string("kind")) {
            case "unet" -> UnetConfig.of(task, text);
            case "chain" -> ChainConfig.of(task, text);
            default -> throw text.corrupt("'kind' must be unet or chain, is '%s'".formatted(text.string("kind")));
        };
    }
}
