package io.diabolo.loss;

import io.diabolo.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder's outputs say of a pixel of 256 levels: a mixture of {@link #COMPONENTS} logistic distributions, each cut into levels.
 * Within a component a channel's mean depends on the values of the channels before it, so that colours go together.
 *
 * <pre>{@code
 * raw [N, K (1 + 2C + C(C-1)/2), *S]: of each component its weight, means and scales [C], couplings of channels [C(C-1)/2]
 * level v of a value x = v / 255:  p = s((x - m + 1/510) / b) - s((x - m - 1/510) / b), s the logistic function;
 *                                  all that lies below 0 counts for level 0, all above 255 for level 255
 * mean of channel c:               m_c + sum over j < c of tanh(coupling) (x_j - 1/2)
 * }</pre>
 *
 * @source Salimans et al. 2017 (PixelCNN++), section 2.1 and 2.2
 */
public final class LogisticMixture {

    /** K. */
    public static final int COMPONENTS = 5;

    /** C at most: red, green, blue, and one more. */
    public static final int MOST_CHANNELS = 4;

    private static final double LEVELS = 255;

    /** Of a raw scale of 0, in values: components begin broad, but not as broad as the range. */
    private static final double LOG_SCALE = -2;

    private static final double SMALLEST_LOG_SCALE = -7.5;
    private static final double LARGEST_LOG_SCALE = 2;

    /** {@code log} of the components' weights, [N, K, E]; E is the number of pixels. */
    private final Tensor logWeights;

    /** By channel, [N, K, E]. */
    private final List<Tensor> means = new ArrayList<>();

    private final List<Tensor> logScales = new ArrayList<>();

    /** Of channel 1 with 0, of 2 with 0, of 2 with 1 and so on, [N, K, E]. */
    private final List<Tensor> couplings = new ArrayList<>();

    private LogisticMixture(Tensor raw) {
        int channels = channels(raw.size(1));
        long pixels = raw.shape().elements() / raw.size(0) / raw.size(1);
        Tensor numbers = raw.reshape(raw.size(0), numbers(channels), COMPONENTS, pixels);
        int next = 0;
        logWeights = part(numbers, next++).logSoftmax(1);
        Tensor centres = centres();
        for (int c = 0; c < channels; c++) {
            means.add(part(numbers, next++).add(centres));
        }
        for (int c = 0; c < channels; c++) {
            logScales.add(part(numbers, next++).add(LOG_SCALE).clamp(SMALLEST_LOG_SCALE, LARGEST_LOG_SCALE));
        }
        while (next < numbers(channels)) {
            couplings.add(part(numbers, next++).tanh());
        }
    }

    /** How many channels a decoder has for a picture of C channels. */
    public static int outputs(int channels) {
        return COMPONENTS * numbers(channels);
    }

    /**
     * Of a linear map to the values of a picture that to raw outputs, whose components then all have these values for means, but for
     * the constant by which they lie apart.
     *
     * @param map [C E, any]
     * @return [K (1 + 2C + C(C-1)/2) E, any]
     */
    public static Tensor toMeans(Tensor map, int channels) {
        long pixels = map.size(0) / channels;
        List<Tensor> blocks = new ArrayList<>();
        blocks.add(Tensor.zeros(COMPONENTS * pixels, map.size(1)));
        for (int c = 0; c < channels; c++) {
            Tensor channel = map.narrow(0, c * pixels, pixels);
            for (int k = 0; k < COMPONENTS; k++) {
                blocks.add(channel);
            }
        }
        blocks.add(Tensor.zeros((outputs(channels) - (1L + channels) * COMPONENTS) * pixels, map.size(1)));
        return Tensor.concat(blocks, 0);
    }

    /** The mixture's mean: [N, C, *S] of raw outputs, in [0, 1]. */
    static Tensor values(Tensor raw) {
        LogisticMixture mixture = new LogisticMixture(raw);
        Tensor weights = mixture.logWeights.exp();
        List<Tensor> before = new ArrayList<>();
        List<Tensor> values = new ArrayList<>();
        for (int c = 0; c < mixture.means.size(); c++) {
            Tensor mean = mixture.mean(c, before);
            before.add(mean);
            values.add(mean.mul(weights).sum(1));
        }
        long[] sizes = raw.shape().toArray();
        sizes[1] = values.size();
        return Tensor.concat(values, 1).clamp(0, 1).reshape(sizes);
    }

    /**
     * {@code -log p(x)}, the probability of a picture's levels.
     *
     * @param target [N, C, *S], in [0, 1]: the nearest level counts
     * @param weight of the same shape, 0 for a value that does not count (but still moves the means of the channels behind it), or null
     * @return [N], in nats
     */
    static Tensor nats(Tensor raw, Tensor target, @Nullable Tensor weight) {
        LogisticMixture mixture = new LogisticMixture(raw);
        Tensor levels = target.mul(LEVELS).add(0.5).floor();
        Tensor sum = mixture.logWeights;
        List<Tensor> before = new ArrayList<>();
        for (int c = 0; c < mixture.means.size(); c++) {
            Tensor level = channel(levels, c);
            Tensor value = level.div(LEVELS);
            Tensor logProbability = logProbability(level, value.sub(mixture.mean(c, before)), mixture.logScales.get(c));
            sum = sum.add(weight == null ? logProbability : logProbability.mul(channel(weight, c)));
            before.add(value);
        }
        return sum.logSumExp(1).sumPerExample().neg();
    }

    /** {@code log (s(b) - s(a)) = log s(b) + log s(-a) + log (1 - exp(a - b))}: no difference of two numbers that are near 1. */
    private static Tensor logProbability(Tensor level, Tensor distance, Tensor logScale) {
        Tensor lowest = level.neg().add(1).clamp(0, 1);
        Tensor highest = level.sub(LEVELS - 1).clamp(0, 1);
        Tensor sharpness = logScale.neg().exp();
        Tensor below = distance.add(0.5 / LEVELS).mul(sharpness).neg().softplus();
        Tensor above = distance.sub(0.5 / LEVELS).mul(sharpness).softplus();
        Tensor width = sharpness.div(-LEVELS).exp().neg().add(1).log();
        Tensor inside = lowest.add(highest).neg().add(1);
        return width.mul(inside)
                .sub(below.mul(highest.neg().add(1)))
                .sub(above.mul(lowest.neg().add(1)));
    }

    /** @param before the values, or means, of the channels before it */
    private Tensor mean(int channel, List<Tensor> before) {
        Tensor mean = means.get(channel);
        for (int j = 0; j < channel; j++) {
            Tensor coupling = couplings.get(channel * (channel - 1) / 2 + j);
            mean = mean.add(coupling.mul(before.get(j).sub(0.5)));
        }
        return mean;
    }

    /** Where components begin, evenly in the range, [1, K, 1]. */
    private static Tensor centres() {
        double[] centres = new double[COMPONENTS];
        for (int k = 0; k < COMPONENTS; k++) {
            centres[k] = (k + 0.5) / COMPONENTS;
        }
        return Tensor.of(centres, 1, COMPONENTS, 1);
    }

    private static Tensor part(Tensor numbers, int index) {
        return numbers.narrow(1, index, 1).reshape(numbers.size(0), numbers.size(2), numbers.size(3));
    }

    /** [N, 1, E] of [N, C, *S]. */
    private static Tensor channel(Tensor pictures, int channel) {
        return pictures.narrow(1, channel, 1)
                .reshape(pictures.size(0), 1, pictures.shape().elements() / pictures.size(0) / pictures.size(1));
    }

    /** Of a component and a pixel. */
    private static int numbers(int channels) {
        return 1 + 2 * channels + channels * (channels - 1) / 2;
    }

    private static int channels(long outputs) {
        for (int channels = 1; channels <= MOST_CHANNELS; channels++) {
            if (outputs(channels) == outputs) {
                return channels;
            }
        }
        throw new IllegalArgumentException("%d outputs of a pixel are no mixture of %d components for 1 to %d channels"
                .formatted(outputs, COMPONENTS, MOST_CHANNELS));
    }
}
