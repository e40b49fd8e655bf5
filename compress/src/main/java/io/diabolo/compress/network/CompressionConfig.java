package io.diabolo.compress.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import java.util.List;

/**
 * The sizes of a codec that may differ between codecs; those of the branches of analysis and synthesis are fixed by the
 * format of the exported file.
 *
 * @param latent channels of the latent, M
 * @param hyper channels of the hyper-latent
 * @param features channels that the hyperprior gives to the context networks
 * @param context channels inside the context networks
 * @param slices how many latent channels are coded together, in order; they add up to {@code latent}
 * @param lambdas the weight of the squared error (0 to 255) of each trained level, ascending: 2 to 16
 * @param encoder which analysis: 1, five convolutions, as in codecs that do not say; 2, with residual blocks
 * @param complete of how many of the first slices every value is coded, however sure its prediction; 0 in codecs that do not say
 */
@JsonIgnoreProperties({"analysis", "synthesis"}) // older releases wrote the widths of the branches
public record CompressionConfig(
        int latent,
        int hyper,
        int features,
        int context,
        List<Integer> slices,
        List<Double> lambdas,
        @JsonSetter(nulls = Nulls.AS_EMPTY) int encoder,
        @JsonSetter(nulls = Nulls.AS_EMPTY) int complete) {

    /** Pixels a side of a latent position. */
    public static final int BLOCK = 16;

    /** Qualities that an exported codec offers: the trained levels, and between them. */
    public static final int LEVELS = 127;

    private static final int MAX_CHANNELS = 1024;

    public CompressionConfig {
        encoder = encoder == 0 ? AnalysisTransform.CONVOLUTIONS : encoder; // what JSON leaves out is 0
        slices = List.copyOf(slices);
        lambdas = List.copyOf(lambdas);
        require(latent >= 1 && latent <= BLOCK * BLOCK * 3, "latent must be from 1 to 768", latent);
        require(channels(List.of(hyper, features, context)), "hyper, features, context must be from 1 to 1024", hyper);
        require(
                channels(slices) && slices.stream().mapToInt(i -> i).sum() == latent,
                "slices must be positive and add up to latent",
                slices);
        require(
                lambdas.size() >= 2 && lambdas.size() <= 16 && lambdas.get(0) > 0 && ascending(lambdas),
                "lambdas must be 2 to 16 positive numbers, ascending",
                lambdas);
        require(
                encoder == AnalysisTransform.CONVOLUTIONS || encoder == AnalysisTransform.RESIDUAL,
                "encoder must be 1 or 2",
                encoder);
        require(complete >= 0 && complete <= slices.size(), "complete must be 0 to the number of slices", complete);
    }

    /**
     * The codec for photographs. Of a block's 768 directions 384 are kept: those beyond 256 still hold 36 % of what the
     * first 192 leave of detailed photographs, which would limit them to 35 dB; beyond 384 it is 12 %.
     */
    public static CompressionConfig photo() {
        return new CompressionConfig(
                384,
                48,
                96,
                64,
                List.of(16, 32, 80, 256),
                List.of(0.0018, 0.0035, 0.0067, 0.013, 0.025, 0.0483, 0.0932, 0.18),
                AnalysisTransform.CONVOLUTIONS,
                0);
    }

    /** The exported quality, 0 to 126, of a trained level. */
    public int quality(int level) {
        return Math.round(level * (LEVELS - 1f) / (lambdas.size() - 1));
    }

    private static boolean channels(List<Integer> widths) {
        return !widths.isEmpty() && widths.stream().allMatch(width -> width >= 1 && width <= MAX_CHANNELS);
    }

    private static boolean ascending(List<Double> values) {
        for (int i = 1; i < values.size(); i++) {
            if (!(values.get(i) > values.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new BadInputException("codec: %s, was %s".formatted(rule, value));
        }
    }
}
