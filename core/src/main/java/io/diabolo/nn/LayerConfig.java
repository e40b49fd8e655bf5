package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The description of a layer: validates itself, knows its shapes and its number of parameters without native code, is
 * JSON, and builds the layer. The table of type ids is the annotation below.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(LayerConfig.Flatten.class),
    @JsonSubTypes.Type(LayerConfig.Unflatten.class),
    @JsonSubTypes.Type(LayerConfig.Linear.class),
    @JsonSubTypes.Type(LayerConfig.Conv.class),
    @JsonSubTypes.Type(LayerConfig.TransposedConv.class),
    @JsonSubTypes.Type(LayerConfig.Pool.class),
    @JsonSubTypes.Type(LayerConfig.Upsample.class),
    @JsonSubTypes.Type(LayerConfig.Activate.class),
    @JsonSubTypes.Type(LayerConfig.Normalize.class),
    @JsonSubTypes.Type(LayerConfig.Dropout.class),
    @JsonSubTypes.Type(LayerConfig.Sum.class)
})
public sealed interface LayerConfig {

    /** The gain of weights that a rectifier follows. */
    double RECTIFIER_GAIN = Math.sqrt(2);

    /** The largest layer: 2^28 weights, a gibibyte. */
    long MAX_PARAMETERS = 1L << 28;

    /**
     * The shape of one example after the layer.
     *
     * @throws BadInputException if the layer does not fit
     */
    Shape output(Shape input);

    /** How many numbers it learns. */
    default long parameters(Shape input) {
        return 0;
    }

    /** Whether it is a convolution or the transpose of one. */
    default boolean convolves() {
        return this instanceof Conv || this instanceof TransposedConv;
    }

    /** Whether, in training, what becomes of a sample depends on the others of its batch. */
    default boolean mixesSamples() {
        return (this instanceof Normalize layer && layer.kind == Normalization.BATCH)
                || (this instanceof Sum sum
                        && sum.branches.stream().flatMap(List::stream).anyMatch(LayerConfig::mixesSamples));
    }

    /** The layer in a word or two with its settings, for tables. */
    default String describe() {
        String text = toString();
        return text.replace("[]", "").toLowerCase(Locale.ROOT);
    }

    /** Creates the layer; its parameters go into {@code parameters}. */
    Layer build(Parameters parameters, Shape input);

    /** @shape [C, H, W] to [F] */
    @JsonTypeName("flatten")
    record Flatten() implements LayerConfig {
        @Override
        public Shape output(Shape input) {
            return Shape.of(input.elements());
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            return (x, pass) -> x.flatten(); // [N, C, H, W] -> [N, F]
        }
    }

    /** @shape [F] to [C, H, W] */
    @JsonTypeName("unflatten")
    record Unflatten(int channels, int height, int width) implements LayerConfig {
        @Override
        public Shape output(Shape input) {
            Shape output = Shape.of(channels, height, width);
            require(output.elements() == input.elements(), this, "takes " + output.elements() + " features", input);
            return output;
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            return (x, pass) -> x.reshape(x.size(0), channels, height, width); // [N, F] -> [N, C, H, W]
        }
    }

    /** @shape [F] to [G] */
    @JsonTypeName("linear")
    record Linear(int features) implements LayerConfig {
        public Linear {
            requirePositive("linear: features", features);
        }

        @Override
        public Shape output(Shape input) {
            require(input.rank() == 1, this, "takes [F]; put a flatten before it", input);
            return Shape.of(features);
        }

        @Override
        public long parameters(Shape input) {
            return (input.elements() + 1) * features;
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            checkSize(this, input);
            return linear(parameters, RECTIFIER_GAIN, input.elements(), features);
        }
    }

    /**
     * A convolution with padding (kernel - 1) / 2.
     *
     * @shape [C, H, W] to [G, ceil(H/s), ceil(W/s)] for an odd kernel
     */
    @JsonTypeName("conv")
    record Conv(int channels, int kernel, int stride) implements LayerConfig {
        public Conv {
            requirePositive("conv: channels", channels);
            requirePositive("conv: kernel", kernel);
            requirePositive("conv: stride", stride);
        }

        @Override
        public Shape output(Shape input) {
            require(input.rank() == 3, this, "takes [C, H, W]", input);
            int padding = (kernel - 1) / 2;
            require(
                    input.size(1) + 2L * padding >= kernel && input.size(2) + 2L * padding >= kernel,
                    this,
                    "needs pictures at least as large as its kernel",
                    input);
            return Shape.of(
                    channels,
                    (input.size(1) + 2L * padding - kernel) / stride + 1,
                    (input.size(2) + 2L * padding - kernel) / stride + 1);
        }

        @Override
        public long parameters(Shape input) {
            return (input.size(0) * kernel * kernel + 1) * channels;
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            checkSize(this, input);
            long fanIn = input.size(0) * kernel * kernel;
            Tensor weight = parameters.weight("weight", RECTIFIER_GAIN, fanIn, channels, input.size(0), kernel, kernel);
            Tensor bias = parameters.constant("bias", 0, channels);
            return (x, pass) -> x.conv2d(weight, bias, stride, (kernel - 1) / 2);
        }
    }

    /**
     * The transpose of a strided convolution, to a stated size.
     *
     * @shape [C, h, w] to [G, height, width]
     */
    @JsonTypeName("transposed_conv")
    record TransposedConv(int channels, int kernel, int stride, int height, int width) implements LayerConfig {
        public TransposedConv {
            requirePositive("transposed_conv: channels", channels);
            requirePositive("transposed_conv: kernel", kernel);
            requirePositive("transposed_conv: stride", stride);
        }

        @Override
        public Shape output(Shape input) {
            require(input.rank() == 3, this, "takes [C, H, W]", input);
            long extraHeight = height - ((input.size(1) - 1) * stride - 2L * ((kernel - 1) / 2) + kernel);
            long extraWidth = width - ((input.size(2) - 1) * stride - 2L * ((kernel - 1) / 2) + kernel);
            require(
                    extraHeight >= 0 && extraHeight < stride && extraWidth >= 0 && extraWidth < stride,
                    this,
                    "cannot become " + height + " x " + width,
                    input);
            return Shape.of(channels, height, width);
        }

        @Override
        public long parameters(Shape input) {
            return input.size(0) * channels * kernel * kernel + channels;
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            checkSize(this, input);
            // Each output value sums over about C * (kernel / stride)^2 inputs.
            long fanIn = Math.max(1, input.size(0) * kernel * kernel / ((long) stride * stride));
            Tensor weight = parameters.weight("weight", RECTIFIER_GAIN, fanIn, input.size(0), channels, kernel, kernel);
            Tensor bias = parameters.constant("bias", 0, channels);
            return (x, pass) -> x.convTranspose2d(weight, bias, stride, (kernel - 1) / 2, height, width);
        }
    }

    /**
     * Reduces each {@code size} x {@code size} block to its mean or its maximum.
     *
     * @shape [C, H, W] to [C, ceil, ceil]
     */
    @JsonTypeName("pool")
    record Pool(int size, boolean max) implements LayerConfig {
        public Pool {
            requirePositive("pool: size", size);
        }

        @Override
        public Shape output(Shape input) {
            require(input.rank() == 3, this, "takes [C, H, W]", input);
            return Shape.of(input.size(0), (input.size(1) + size - 1) / size, (input.size(2) + size - 1) / size);
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            return (x, pass) -> max ? x.maxPool2d(size) : x.avgPool2d(size);
        }
    }

    /**
     * Enlarges to a stated size by repeating the nearest value.
     *
     * @shape [C, h, w] to [C, height, width]
     */
    @JsonTypeName("upsample")
    record Upsample(int height, int width) implements LayerConfig {
        public Upsample {
            requirePositive("upsample: height", height);
            requirePositive("upsample: width", width);
        }

        @Override
        public Shape output(Shape input) {
            require(input.rank() == 3, this, "takes [C, H, W]", input);
            return Shape.of(input.size(0), height, width);
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            return (x, pass) -> x.upsampleNearest(height, width);
        }
    }

    /** An element-wise nonlinearity. */
    @JsonTypeName("activation")
    record Activate(Activation function) implements LayerConfig {
        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            return (x, pass) -> function.apply(x);
        }
    }

    /** Normalises features [F] or channels [C, H, W]. */
    @JsonTypeName("normalization")
    record Normalize(Normalization kind) implements LayerConfig {
        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public long parameters(Shape input) {
            return kind == Normalization.NONE ? 0 : 2 * input.size(0);
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            return NormalizationLayers.build(kind, parameters, input);
        }
    }

    /**
     * Sets a fraction of the values to zero while training, and scales up the others.
     *
     * @source Srivastava et al. 2014
     */
    @JsonTypeName("dropout")
    record Dropout(double probability) implements LayerConfig {
        public Dropout {
            if (!(probability >= 0 && probability < 1)) {
                throw new BadInputException("dropout must be at least 0 and under 1, was " + probability);
            }
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            return (x, pass) -> {
                if (!pass.training() || probability == 0) {
                    return x;
                }
                Tensor kept = Tensor.bernoulli(
                        pass.generator(), 1 - probability, x.shape().toArray());
                return x.mul(kept.div(1 - probability));
            };
        }
    }

    /** Branches that all see the same input, and whose outputs, of one shape, are added: a skip, a linear path. */
    @JsonTypeName("sum")
    record Sum(List<List<LayerConfig>> branches) implements LayerConfig {
        public Sum {
            branches = branches.stream().map(List::copyOf).toList();
            if (branches.isEmpty()) {
                throw new BadInputException("sum needs at least one branch");
            }
        }

        @Override
        public Shape output(Shape input) {
            List<Shape> outputs = branches.stream()
                    .map(branch -> end(branch, input))
                    .distinct()
                    .toList();
            require(outputs.size() == 1, this, "needs branches that end alike, they end with " + outputs, input);
            return outputs.get(0);
        }

        @Override
        public long parameters(Shape input) {
            long count = 0;
            for (List<LayerConfig> branch : branches) {
                Shape shape = input;
                for (LayerConfig layer : branch) {
                    count += layer.parameters(shape);
                    shape = layer.output(shape);
                }
            }
            return count;
        }

        @Override
        public Layer build(Parameters parameters, Shape input) {
            List<Sequential> built = new ArrayList<>();
            for (int i = 0; i < branches.size(); i++) {
                built.add(Sequential.build(branches.get(i), input, parameters.in(String.valueOf(i))));
            }
            return (x, pass) -> {
                Tensor sum = built.get(0).forward(x, pass);
                for (Sequential branch : built.subList(1, built.size())) {
                    sum = sum.add(branch.forward(x, pass));
                }
                return sum;
            };
        }

        private static Shape end(List<LayerConfig> branch, Shape input) {
            Shape shape = input;
            for (LayerConfig layer : branch) {
                shape = layer.output(shape);
            }
            return shape;
        }
    }

    /** A fully connected layer with a stated gain; the bottleneck's projections use it too. */
    static Layer linear(Parameters parameters, double gain, long inputs, long outputs) {
        Tensor weight = parameters.weight("weight", gain, inputs, outputs, inputs);
        Tensor bias = parameters.constant("bias", 0, outputs);
        return (x, pass) -> x.linear(weight, bias);
    }

    private static void require(boolean holds, LayerConfig layer, String rule, Shape input) {
        if (!holds) {
            throw new BadInputException("%s %s; its input is %s".formatted(layer, rule, input));
        }
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new BadInputException("%s must be at least 1, was %d".formatted(what, value));
        }
    }

    private static void checkSize(LayerConfig layer, Shape input) {
        long count = layer.parameters(input);
        if (count > MAX_PARAMETERS) {
            throw new BadInputException(
                    "%s on %s would have %,d parameters; the limit is %,d: use smaller pictures (--size) or widths"
                            .formatted(layer, input, count, MAX_PARAMETERS));
        }
    }
}
