package io.diabolo.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.DimnameListOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers on a device, whose operations can be differentiated.
 *
 * <p>Every operation returns a new tensor that belongs to this thread's innermost {@link TensorScope}; those whose name
 * ends in {@code InPlace} change this one. Each checks first that its tensors are alive and that the shapes fit, and
 * throws {@link EngineException} if not. Tensors are not safe for use by several threads at once.
 */
public final class Tensor {

    /** libtorch's numbers for how grids are sampled and what lies outside. */
    private static final int BICUBIC = 2;

    private static final int BORDER = 1;

    private final org.bytedeco.pytorch.Tensor handle;
    private final Shape shape;
    private final DataType type;
    private TensorScope owner;
    private boolean alive = true;

    private Tensor(org.bytedeco.pytorch.Tensor handle, TensorScope owner) {
        long[] sizes = new long[(int) handle.dim()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = handle.size(i);
        }
        this.handle = handle;
        this.owner = owner;
        shape = Shape.of(sizes);
        type = DataType.of(handle.scalar_type().intern());
    }

    // ---- creation ------------------------------------------------------------------------------------------------

    /** Copies values, row by row, into a float32 tensor. */
    public static Tensor of(float[] values, long... sizes) {
        checkCount(values.length, sizes);
        return fromHost(DataType.FLOAT32, sizes, t -> t.data_ptr_float().put(values, 0, values.length));
    }

    /** Copies values, row by row, into a float64 tensor. */
    public static Tensor of(double[] values, long... sizes) {
        checkCount(values.length, sizes);
        return fromHost(DataType.FLOAT64, sizes, t -> t.data_ptr_double().put(values, 0, values.length));
    }

    /** Copies bytes, taken as 0 to 255, into a uint8 tensor. */
    public static Tensor of(byte[] values, long... sizes) {
        checkCount(values.length, sizes);
        return fromHost(DataType.UINT8, sizes, t -> t.data_ptr_byte().put(values, 0, values.length));
    }

    /** Copies row numbers into an int64 tensor of one dimension. */
    public static Tensor of(long[] values) {
        return fromHost(DataType.INT64, new long[] {values.length}, t -> t.data_ptr_long()
                .put(values, 0, values.length));
    }

    public static Tensor scalar(double value) {
        return full(value);
    }

    public static Tensor zeros(long... sizes) {
        return full(0, sizes);
    }

    public static Tensor full(double value, long... sizes) {
        TensorScope scope = TensorScope.innermost("full");
        Engine.start();
        return make(() ->
                torch.full(Shape.of(sizes).toArray(), new Scalar(value), new DimnameListOptional(), options(scope)));
    }

    /** Values from the standard normal distribution. */
    public static Tensor normal(Generator generator, long... sizes) {
        return random(sizes, t -> t.normal_(0, 1, generator.nativeOptional()));
    }

    /** Values from the uniform distribution on [low, high). */
    public static Tensor uniform(Generator generator, double low, double high, long... sizes) {
        return random(sizes, t -> t.uniform_(low, high, generator.nativeOptional()));
    }

    /** Ones with the given probability, else zeros. */
    public static Tensor bernoulli(Generator generator, double probability, long... sizes) {
        return random(sizes, t -> t.bernoulli_(probability, generator.nativeOptional()));
    }

    /** Numbers from the Poisson distributions with these means, each 0 or more; on the CPU. */
    public Tensor poisson(Generator generator) {
        return unary("poisson", () -> torch.poisson(handle, generator.nativeOptional()));
    }

    // ---- what it is ----------------------------------------------------------------------------------------------

    public Shape shape() {
        return shape;
    }

    public long size(int dimension) {
        return shape.size(dimension);
    }

    public DataType type() {
        return type;
    }

    /** The value of a tensor with one element. */
    public double item() {
        checkAlive("item");
        check(shape.elements() == 1, "item", "needs one element");
        return handle.item_double();
    }

    /** A copy of a tensor of any type as floats, row by row. */
    public float[] toFloats() {
        checkAlive("toFloats");
        float[] values = new float[Math.toIntExact(shape.elements())];
        try (PointerScope temporaries = new PointerScope()) {
            hostCopy(DataType.FLOAT32).data_ptr_float().get(values, 0, values.length);
        }
        return values;
    }

    /** A copy of a matrix [N, D] of any type as N arrays of D floats. */
    public float[][] toRows() {
        check(shape.rank() == 2, "toRows", "must be a matrix");
        float[] values = toFloats();
        float[][] rows = new float[(int) size(0)][(int) size(1)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, i * rows[i].length, rows[i], 0, rows[i].length);
        }
        return rows;
    }

    /** A copy of a tensor of uint8, row by row: 0 to 255, to be read as unsigned. */
    public byte[] toBytes() {
        checkAlive("toBytes");
        check(type == DataType.UINT8, "toBytes", "must hold uint8");
        byte[] values = new byte[Math.toIntExact(shape.elements())];
        try (PointerScope temporaries = new PointerScope()) {
            hostCopy(DataType.UINT8).data_ptr_byte().get(values, 0, values.length);
        }
        return values;
    }

    /** A copy of a tensor of any type as doubles, row by row. */
    public double[] toDoubles() {
        checkAlive("toDoubles");
        double[] values = new double[Math.toIntExact(shape.elements())];
        try (PointerScope temporaries = new PointerScope()) {
            hostCopy(DataType.FLOAT64).data_ptr_double().get(values, 0, values.length);
        }
        return values;
    }

    // ---- gradients -----------------------------------------------------------------------------------------------

    /** Marks a tensor that was created, not computed, as one whose gradient {@link #backward()} fills. */
    public Tensor requireGradient() {
        checkAlive("requireGradient");
        handle.requires_grad_(true);
        return this;
    }

    /** Ends {@link #requireGradient()}: what is computed from it is a constant of {@link #backward()}. */
    public Tensor withoutGradient() {
        checkAlive("withoutGradient");
        handle.requires_grad_(false);
        return this;
    }

    /** Adds the derivative of this scalar by each tensor that requires it to that tensor's gradient. */
    public void backward() {
        checkAlive("backward");
        check(shape.rank() == 0, "backward", "needs a scalar");
        try {
            handle.backward();
        } catch (RuntimeException e) {
            throw EngineException.of(e);
        }
    }

    /** The gradient so far, or null before the first {@link #backward()}. */
    public @Nullable Tensor gradient() {
        checkAlive("gradient");
        try (PointerScope temporaries = new PointerScope()) {
            if (!handle.grad().defined()) {
                return null;
            }
        }
        // A handle of its own: the binding's is a reference into this tensor.
        return make(() -> new org.bytedeco.pytorch.Tensor(handle.grad()));
    }

    /** Forgets the gradient. */
    public void clearGradient() {
        checkAlive("clearGradient");
        try (PointerScope temporaries = new PointerScope()) {
            handle.mutable_grad().reset();
        }
    }

    /** The same values, outside of the differentiated computation. */
    public Tensor detach() {
        return unary("detach", handle::detach);
    }

    /** A copy that shares nothing. */
    public Tensor copy() {
        return unary("copy", handle::clone);
    }

    // ---- element by element --------------------------------------------------------------------------------------

    public Tensor add(Tensor other) {
        return binary("add", other, () -> handle.add(other.handle));
    }

    public Tensor add(double value) {
        return unary("add", () -> handle.add(new Scalar(value)));
    }

    public Tensor sub(Tensor other) {
        return binary("sub", other, () -> handle.sub(other.handle));
    }

    public Tensor sub(double value) {
        return unary("sub", () -> handle.sub(new Scalar(value)));
    }

    public Tensor mul(Tensor other) {
        return binary("mul", other, () -> handle.mul(other.handle));
    }

    public Tensor mul(double value) {
        return unary("mul", () -> handle.mul(new Scalar(value)));
    }

    /** x factor + offset, in one pass. */
    public Tensor scaleAndShift(double factor, double offset) {
        Tensor shift = scalar(offset);
        return unary("scaleAndShift", () -> shift.handle.add(handle, new Scalar(factor)));
    }

    public Tensor div(Tensor other) {
        return binary("div", other, () -> handle.div(other.handle));
    }

    public Tensor div(double value) {
        return unary("div", () -> handle.div(new Scalar(value)));
    }

    public Tensor neg() {
        return unary("neg", handle::neg);
    }

    public Tensor exp() {
        return unary("exp", handle::exp);
    }

    public Tensor log() {
        return unary("log", handle::log);
    }

    public Tensor sqrt() {
        return unary("sqrt", handle::sqrt);
    }

    public Tensor square() {
        return unary("square", handle::square);
    }

    public Tensor abs() {
        return unary("abs", handle::abs);
    }

    /** The largest whole number that is not above; its gradient is zero. */
    public Tensor floor() {
        return unary("floor", handle::floor);
    }

    /** Values limited to [low, high]; the gradient of a limited one is zero. */
    public Tensor clamp(double low, double high) {
        return unary(
                "clamp", () -> handle.clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high))));
    }

    public Tensor relu() {
        return unary("relu", handle::relu);
    }

    public Tensor leakyRelu(double slope) {
        return unary("leakyRelu", () -> torch.leaky_relu(handle, new Scalar(slope)));
    }

    /**
     * x times the normal distribution function of x.
     *
     * @source Hendrycks and Gimpel 2016
     */
    public Tensor gelu() {
        return unary("gelu", () -> inMemoryOrder(torch::gelu));
    }

    /**
     * x times sigmoid(x).
     *
     * @source Elfwing et al. 2018
     */
    public Tensor silu() {
        return unary("silu", () -> inMemoryOrder(torch::silu));
    }

    public Tensor tanh() {
        return unary("tanh", handle::tanh);
    }

    public Tensor sigmoid() {
        return unary("sigmoid", handle::sigmoid);
    }

    /** log(1 + exp(x)), without overflow. */
    public Tensor softplus() {
        return unary("softplus", () -> torch.softplus(handle));
    }

    public Tensor to(DataType target) {
        return target == type ? this : unary("to", () -> handle.toType(target.nativeType));
    }

    public Tensor to(Device device) {
        return unary(
                "to",
                () -> handle.to(
                        new org.bytedeco.pytorch.Device(device.nativeType),
                        type.nativeType,
                        false,
                        false,
                        new MemoryFormatOptional()));
    }

    // ---- sums ----------------------------------------------------------------------------------------------------

    /** The sum of all elements, a scalar. */
    public Tensor sum() {
        return unary("sum", handle::sum);
    }

    /** The sum over some dimensions, which disappear. */
    public Tensor sum(int... dimensions) {
        return unary("sum", () -> handle.sum(dimensions("sum", dimensions), false, new ScalarTypeOptional()));
    }

    /** The mean of all elements, a scalar. */
    public Tensor mean() {
        return unary("mean", handle::mean);
    }

    /** The mean over some dimensions, which disappear. */
    public Tensor mean(int... dimensions) {
        return unary("mean", () -> handle.mean(dimensions("mean", dimensions), false, new ScalarTypeOptional()));
    }

    /**
     * Sums what each example holds.
     *
     * @shape [N, ...] to [N]
     */
    public Tensor sumPerExample() {
        check(shape.rank() >= 1, "sumPerExample", "needs a first dimension N");
        return shape.rank() == 1 ? this : flatten().sum(1);
    }

    /** log of the sum of exp(x) over a dimension, which disappears; without overflow. */
    public Tensor logSumExp(int dimension) {
        return unary("logSumExp", () -> torch.logsumexp(handle, dimensions("logSumExp", dimension), false));
    }

    /** The number (int64) of the smallest entry along a dimension, which disappears; of equal ones the first. */
    public Tensor argMin(int dimension) {
        long checked = dimensions("argMin", dimension)[0];
        return unary("argMin", () -> handle.argmin(new LongOptional(checked), false));
    }

    /**
     * 1 where a value is one of the {@code k} largest of its row, of equal ones at the limit all, else 0. Without a gradient.
     *
     * @shape [N, D] with D of k or more
     */
    public Tensor largest(int k) {
        check(
                shape.rank() == 2 && k >= 1 && k <= shape.size(1),
                "largest",
                "must be [N, D] with D of %d or more".formatted(k));
        return unary("largest", () -> {
            var limit = torch.topk(handle.detach(), k).get0().narrow(1, k - 1, 1);
            return handle.detach().ge(limit).toType(type.nativeType);
        });
    }

    /**
     * Sums the rows that carry the same number: the counterpart of {@link #rows}.
     *
     * @param numbers int64 [N], each from 0 to {@code count} - 1
     * @shape [N, F] to [count, F]
     */
    public Tensor sumRows(Tensor numbers, long count) {
        numbers.checkAlive("sumRows");
        check(
                shape.rank() == 2 && numbers.shape.equals(Shape.of(shape.size(0))),
                "sumRows",
                "must be [N, F] with N numbers");
        Tensor zeros = zeros(count, shape.size(1));
        return unary("sumRows", () -> zeros.handle.index_add(0, numbers.handle, handle));
    }

    /** x - log of the sum of exp(x) over a dimension: logarithms of shares that sum to 1. */
    public Tensor logSoftmax(int dimension) {
        long checked = dimensions("logSoftmax", dimension)[0];
        return unary("logSoftmax", () -> torch.log_softmax(handle, checked));
    }

    // ---- form ----------------------------------------------------------------------------------------------------

    public Tensor reshape(long... sizes) {
        check(
                Shape.of(sizes).elements() == shape.elements(),
                "reshape",
                "has another number of elements than the target");
        return unary("reshape", () -> handle.reshape(sizes));
    }

    /** @shape [N, ...] to [N, F] */
    public Tensor flatten() {
        check(shape.rank() >= 1, "flatten", "needs a first dimension N");
        return shape.rank() == 2 ? this : reshape(size(0), shape.elements() / Math.max(1, size(0)));
    }

    /** A matrix with its dimensions exchanged. */
    public Tensor transpose() {
        check(shape.rank() == 2, "transpose", "must be a matrix");
        return unary("transpose", () -> handle.transpose(0, 1));
    }

    /** The dimensions in another order. */
    public Tensor permute(long... order) {
        check(
                Arrays.equals(
                        LongStream.of(order).sorted().toArray(),
                        LongStream.range(0, shape.rank()).toArray()),
                "permute",
                "has other dimensions than " + Arrays.toString(order));
        return unary("permute", () -> handle.permute(order));
    }

    /** A view of {@code length} entries of one dimension. */
    public Tensor narrow(int dimension, long start, long length) {
        check(
                start >= 0 && length >= 0 && start + length <= size(dimension),
                "narrow",
                "does not hold entries %d to %d of dimension %d".formatted(start, start + length, dimension));
        return unary("narrow", () -> handle.narrow(dimension, start, length));
    }

    /**
     * The rows with these numbers (int64), in that order.
     *
     * @shape [N, ...] and [M] to [M, ...]
     */
    public Tensor rows(Tensor numbers) {
        numbers.checkAlive("rows");
        check(shape.rank() >= 1 && numbers.shape.rank() == 1, "rows", "needs a first dimension N");
        return unary("rows", () -> handle.index_select(0, numbers.handle));
    }

    /** Joins tensors along a dimension; the others must agree. */
    public static Tensor concat(List<Tensor> parts, int dimension) {
        parts.forEach(part -> part.checkAlive("concat"));
        return make(() -> torch.cat(vector(parts), dimension));
    }

    /**
     * Each k x k block becomes one position: output channel {@code c k^2 + dy k + dx} holds input channel c at (dy, dx).
     *
     * Of a series, each k steps become one, with output channel {@code c k + dx}.
     *
     * @shape [N, C, H, W], H and W multiples of k, to [N, C k^2, H/k, W/k]; [N, C, L] to [N, C k, L/k]
     */
    public Tensor spaceToDepth(int k) {
        if (shape.rank() == 3) {
            check(size(2) % k == 0, "spaceToDepth", "must be [N, C, L] with L a multiple of " + k);
            return unary("spaceToDepth", () -> handle.reshape(size(0), size(1), size(2) / k, k)
                    .transpose(2, 3)
                    .reshape(size(0), size(1) * k, size(2) / k));
        }
        check(
                shape.rank() == 4 && size(2) % k == 0 && size(3) % k == 0,
                "spaceToDepth",
                "must be [N, C, H, W] with H and W multiples of " + k);
        return unary("spaceToDepth", () -> torch.pixel_unshuffle(handle, (long) k));
    }

    /**
     * The inverse of {@link #spaceToDepth}.
     *
     * @shape [N, C k^2, H, W] to [N, C, H k, W k]; [N, C k, L] to [N, C, L k]
     */
    public Tensor depthToSpace(int k) {
        if (shape.rank() == 3) {
            check(size(1) % k == 0, "depthToSpace", "must be [N, C k, L] for k = " + k);
            return unary("depthToSpace", () -> handle.reshape(size(0), size(1) / k, k, size(2))
                    .transpose(2, 3)
                    .reshape(size(0), size(1) / k, size(2) * k));
        }
        check(
                shape.rank() == 4 && size(1) % ((long) k * k) == 0,
                "depthToSpace",
                "must be [N, C k^2, H, W] for k = " + k);
        return unary("depthToSpace", () -> torch.pixel_shuffle(handle, (long) k));
    }

    /**
     * Repeats the last row and column.
     *
     * @shape [N, C, H, W] to [N, C, H + bottom, W + right]
     */
    public Tensor extendEdge(int bottom, int right) {
        check(shape.rank() == 4 && bottom >= 0 && right >= 0, "extendEdge", "must be [N, C, H, W]");
        return unary("extendEdge", () -> torch.replication_pad2d(handle, 0, right, 0, bottom));
    }

    /** The same values of [N, C, H, W], channels side by side in memory: what convolutions are fastest with. */
    public Tensor channelsLast() {
        check(shape.rank() == 4, "channelsLast", "must be [N, C, H, W]");
        return unary(
                "channelsLast",
                () -> size(1) == 1
                        // Nothing moves; but only strides that say so make a convolution answer in this layout.
                        ? handle.reshape(size(0), size(2), size(3), 1).permute(0, 3, 1, 2)
                        : handle.contiguous(torch.MemoryFormat.ChannelsLast));
    }

    /** The same values, example by example and channel by channel in memory: the usual layout. */
    public Tensor channelsFirst() {
        return unary("channelsFirst", handle::contiguous);
    }

    // ---- layers --------------------------------------------------------------------------------------------------

    /**
     * The matrix product.
     *
     * @shape [N, K] and [K, M] to [N, M]
     */
    public Tensor matmul(Tensor other) {
        other.checkAlive("matmul");
        check(
                shape.rank() == 2 && other.shape.rank() == 2 && size(1) == other.size(0),
                "matmul",
                "does not fit " + other.shape);
        return unary("matmul", () -> handle.matmul(other.handle));
    }

    /**
     * x W^T + b.
     *
     * @shape x [N, F], weight [G, F], bias [G] to [N, G]
     */
    public Tensor linear(Tensor weight, Tensor bias) {
        weight.checkAlive("linear");
        bias.checkAlive("linear");
        check(
                shape.rank() == 2 && weight.shape.rank() == 2 && size(1) == weight.size(1),
                "linear",
                "must be [N, F] for a weight [G, F] of " + weight.shape);
        return unary(
                "linear",
                () -> FastLinear.fits(this, weight, bias)
                        ? FastLinear.apply(this, weight, bias)
                        : torch.linear(handle, weight.handle, new TensorOptional(bias.handle)));
    }

    /**
     * A convolution. A series is a picture of height 1, and its kernel too: along an axis where the kernel is 1 there is no
     * padding.
     *
     * @shape x [N, C, H, W], weight [G, C, K, K] or [G, C, 1, K], bias [G] to [N, G, (H+2p-K)/s+1, (W+2p-K)/s+1]
     */
    public Tensor conv2d(Tensor weight, Tensor bias, int stride, int padding) {
        weight.checkAlive("conv2d");
        bias.checkAlive("conv2d");
        check(
                shape.rank() == 4 && weight.shape.rank() == 4 && size(1) == weight.size(1),
                "conv2d",
                "must be [N, C, H, W] for a weight [G, C, K, K] of " + weight.shape);
        long[] paddings = paddings(weight, padding);
        check(
                size(2) + 2 * paddings[0] >= weight.size(2) && size(3) + 2 * paddings[1] >= weight.size(3),
                "conv2d",
                "is smaller than the kernel of " + weight.shape);
        return unary(
                "conv2d",
                () -> torch.conv2d(
                        handle, weight.handle, new TensorOptional(bias.handle), both(stride), paddings, both(1), 1));
    }

    /**
     * The transpose of a convolution, which enlarges to a stated size; of series as {@link #conv2d}.
     *
     * @shape x [N, C, H, W], weight [C, G, K, K] or [C, G, 1, K], bias [G] to [N, G, height, width]
     */
    public Tensor convTranspose2d(Tensor weight, Tensor bias, int stride, int padding, int height, int width) {
        weight.checkAlive("convTranspose2d");
        bias.checkAlive("convTranspose2d");
        check(
                shape.rank() == 4 && weight.shape.rank() == 4 && size(1) == weight.size(0),
                "convTranspose2d",
                "must be [N, C, H, W] for a weight [C, G, K, K] of " + weight.shape);
        long[] paddings = paddings(weight, padding);
        long extraHeight = height - ((size(2) - 1) * stride - 2 * paddings[0] + weight.size(2));
        long extraWidth = width - ((size(3) - 1) * stride - 2 * paddings[1] + weight.size(3));
        check(
                extraHeight >= 0 && extraHeight < stride && extraWidth >= 0 && extraWidth < stride,
                "convTranspose2d",
                "cannot become %d x %d with stride %d".formatted(height, width, stride));
        var convolution = new TransposedConvolution(
                stride, paddings, new long[] {height, width}, new long[] {extraHeight, extraWidth});
        return unary("convTranspose2d", () -> convolution.apply(handle, weight.handle, bias.handle));
    }

    /**
     * The largest value of each k x k block; an incomplete block at the edge counts.
     *
     * @shape [N, C, H, W]
     */
    public Tensor maxPool2d(int k) {
        check(shape.rank() == 4, "maxPool2d", "must be [N, C, H, W]");
        return unary("maxPool2d", () -> torch.max_pool2d(handle, both(k), both(k), both(0), both(1), true));
    }

    /**
     * The mean of each k x k block; an incomplete block at the edge counts.
     *
     * @shape [N, C, H, W]
     */
    public Tensor avgPool2d(int k) {
        check(shape.rank() == 4, "avgPool2d", "must be [N, C, H, W]");
        return unary(
                "avgPool2d",
                () -> torch.avg_pool2d(handle, both(k), both(k), both(0), true, false, new LongOptional()));
    }

    /**
     * Enlarges by repeating the nearest value.
     *
     * @shape [N, C, h, w] to [N, C, height, width]
     */
    public Tensor upsampleNearest(int height, int width) {
        check(shape.rank() == 4, "upsampleNearest", "must be [N, C, H, W]");
        return unary("upsampleNearest", () -> torch.upsample_nearest2d(handle, height, width));
    }

    /**
     * Values at fractional positions, bicubic (which may overshoot); outside, the edge goes on.
     *
     * @shape x [N, C, H, W], grid [N, h, w, 2] in -1 to 1
     */
    public Tensor sampleGrid(Tensor grid) {
        grid.checkAlive("sampleGrid");
        check(
                shape.rank() == 4 && grid.shape.rank() == 4 && size(0) == grid.size(0) && grid.size(3) == 2,
                "sampleGrid",
                "must be [N, C, H, W] for a grid [N, h, w, 2] of " + grid.shape);
        return unary("sampleGrid", () -> torch.grid_sampler(handle, grid.handle, BICUBIC, BORDER, false));
    }

    /**
     * Normalises over each example's features.
     *
     * @shape x [N, F], scale and shift [F]
     * @source Ba et al. 2016
     */
    public Tensor layerNorm(Tensor scale, Tensor shift) {
        check(shape.rank() == 2 && scale.shape.equals(Shape.of(size(1))), "layerNorm", "must be [N, F]");
        return unary(
                "layerNorm",
                () -> torch.layer_norm(
                        handle,
                        new long[] {size(1)},
                        new TensorOptional(scale.handle),
                        new TensorOptional(shift.handle),
                        1e-5,
                        true));
    }

    /**
     * Normalises over groups of channels.
     *
     * @shape x [N, C, L] or [N, C, H, W], scale and shift [C]
     * @source Wu and He 2018
     */
    public Tensor groupNorm(int groups, Tensor scale, Tensor shift) {
        check(
                shape.rank() >= 3 && scale.shape.equals(Shape.of(size(1))) && size(1) % groups == 0,
                "groupNorm",
                "must be [N, C, L] or [N, C, H, W] with C a multiple of " + groups);
        return unary(
                "groupNorm",
                () -> torch.group_norm(
                        handle,
                        groups,
                        new TensorOptional(scale.handle),
                        new TensorOptional(shift.handle),
                        1e-5,
                        true));
    }

    /**
     * Normalises each channel over the batch and, when training, moves the running mean and variance.
     *
     * @shape x [N, C] or [N, C, H, W]; scale, shift, runningMean, runningVariance [C]. @source Ioffe and Szegedy 2015
     */
    public Tensor batchNorm(Tensor scale, Tensor shift, Tensor runningMean, Tensor runningVariance, boolean training) {
        check(shape.rank() >= 2 && scale.shape.equals(Shape.of(size(1))), "batchNorm", "must be [N, C, ...]");
        return unary(
                "batchNorm",
                () -> torch.batch_norm(
                        handle,
                        new TensorOptional(scale.handle),
                        new TensorOptional(shift.handle),
                        new TensorOptional(runningMean.handle),
                        new TensorOptional(runningVariance.handle),
                        training,
                        0.1,
                        1e-5,
                        true));
    }

    /**
     * Binary cross-entropy of each element in nats, from logits.
     *
     * @shape logits and target (in [0, 1]) alike
     */
    public Tensor binaryCrossEntropyWithLogits(Tensor target) {
        check(
                shape.equals(target.shape),
                "binaryCrossEntropyWithLogits",
                "must have the target's shape " + target.shape);
        // max(x, 0) - x t + log(1 + exp(-|x|)): the stable form, all in float32.
        Tensor x = to(DataType.FLOAT32);
        return x.relu().sub(x.mul(target)).add(x.abs().neg().softplus());
    }

    /**
     * The eigenvalues, ascending, and eigenvectors (columns) of a symmetric matrix.
     *
     * @shape [F, F] to [F] and [F, F]
     */
    public Eigen eigenSymmetric() {
        check(shape.rank() == 2 && size(0) == size(1), "eigenSymmetric", "must be square");
        checkAlive("eigenSymmetric");
        try (PointerScope temporaries = new PointerScope()) {
            var result = torch.linalg_eigh(handle);
            // Handles of their own: the binding's are references into the pair.
            return new Eigen(
                    make(() -> new org.bytedeco.pytorch.Tensor(result.get0())),
                    make(() -> new org.bytedeco.pytorch.Tensor(result.get1())));
        } catch (RuntimeException e) {
            throw EngineException.of(e);
        }
    }

    /** What {@link #eigenSymmetric()} returns. */
    public record Eigen(Tensor values, Tensor vectors) {}

    // ---- in place ------------------------------------------------------------------------------------------------

    /** Takes another tensor's values; shapes must be equal. Not recorded for gradients. */
    public void assignInPlace(Tensor values) {
        values.checkAlive("assignInPlace");
        checkAlive("assignInPlace");
        check(shape.equals(values.shape), "assignInPlace", "must have the shape " + values.shape);
        try (NoGrad noGrad = NoGrad.open();
                PointerScope temporaries = new PointerScope()) {
            handle.copy_(values.handle);
        }
    }

    /** this + weight (target - this): the step of a moving average. Not recorded for gradients. */
    public void lerpInPlace(Tensor target, double weight) {
        target.checkAlive("lerpInPlace");
        checkAlive("lerpInPlace");
        check(shape.equals(target.shape), "lerpInPlace", "must have the shape " + target.shape);
        try (NoGrad noGrad = NoGrad.open();
                PointerScope temporaries = new PointerScope()) {
            handle.lerp_(target.handle, new Scalar(weight));
        }
    }

    @Override
    public String toString() {
        return "Tensor%s %s%s".formatted(shape, type, alive ? "" : " (freed)");
    }

    // ---- for this package ----------------------------------------------------------------------------------------

    org.bytedeco.pytorch.Tensor handle(String operation) {
        checkAlive(operation);
        return handle;
    }

    static TensorVector vector(List<Tensor> tensors) {
        TensorVector vector = new TensorVector();
        tensors.forEach(tensor -> vector.push_back(tensor.handle));
        return vector;
    }

    void checkAlive(String operation) {
        if (!alive) {
            throw new EngineException(
                    "%s: this tensor %s was freed when its scope closed; keep() it before".formatted(operation, shape));
        }
    }

    void moveTo(TensorScope target) {
        owner.release(this);
        owner = target;
        target.attach(this);
    }

    void free() {
        alive = false;
        handle.deallocate();
    }

    // ---- how operations are made ---------------------------------------------------------------------------------

    /** Runs a native operation: its temporaries are freed, its result belongs to the innermost scope. */
    static Tensor make(Supplier<org.bytedeco.pytorch.Tensor> operation) {
        TensorScope scope = TensorScope.innermost("create a tensor");
        try (PointerScope temporaries = new PointerScope()) {
            org.bytedeco.pytorch.Tensor result = operation.get();
            Tensor tensor = new Tensor(result, scope);
            result.retainReference();
            scope.attach(tensor);
            return tensor;
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw EngineException.of(e);
        }
    }

    private Tensor unary(String name, Supplier<org.bytedeco.pytorch.Tensor> operation) {
        checkAlive(name);
        return make(operation);
    }

    /** oneDNN's loops over elements want an array without gaps, in whichever order its dimensions lie. */
    private org.bytedeco.pytorch.Tensor inMemoryOrder(UnaryOperator<org.bytedeco.pytorch.Tensor> operation) {
        boolean pixelByPixel =
                shape.rank() == 4 && !handle.is_contiguous() && handle.is_contiguous(torch.MemoryFormat.ChannelsLast);
        return pixelByPixel ? operation.apply(handle.permute(0, 2, 3, 1)).permute(0, 3, 1, 2) : operation.apply(handle);
    }

    private Tensor binary(String name, Tensor other, Supplier<org.bytedeco.pytorch.Tensor> operation) {
        checkAlive(name);
        other.checkAlive(name);
        shape.broadcast(other.shape, name);
        return make(operation);
    }

    private static Tensor random(long[] sizes, Consumer<org.bytedeco.pytorch.Tensor> fill) {
        return fromHost(DataType.FLOAT32, sizes, fill);
    }

    /** Fills a tensor in the CPU's memory, and copies it to the scope's device if that is another. */
    private static Tensor fromHost(DataType type, long[] sizes, Consumer<org.bytedeco.pytorch.Tensor> fill) {
        TensorScope scope = TensorScope.innermost("create a tensor");
        Engine.start();
        Tensor tensor = make(() -> {
            var target = torch.empty(
                    Shape.of(sizes).toArray(),
                    new DimnameListOptional(),
                    new TensorOptions(type.nativeType),
                    new MemoryFormatOptional());
            fill.accept(target);
            return target;
        });
        return scope.device() == Device.CPU ? tensor : tensor.to(scope.device());
    }

    private static TensorOptions options(TensorScope scope) {
        return new TensorOptions(DataType.FLOAT32.nativeType)
                .device(new DeviceOptional(new org.bytedeco.pytorch.Device(scope.device().nativeType)));
    }

    /** In the CPU's memory, without gaps; the caller's pointer scope frees it. */
    private org.bytedeco.pytorch.Tensor hostCopy(DataType target) {
        return handle.detach()
                .to(
                        new org.bytedeco.pytorch.Device(Device.CPU.nativeType),
                        target.nativeType,
                        false,
                        false,
                        new MemoryFormatOptional())
                .contiguous();
    }

    private long[] dimensions(String operation, int... dimensions) {
        long[] result = new long[dimensions.length];
        for (int i = 0; i < result.length; i++) {
            check(
                    dimensions[i] >= -shape.rank() && dimensions[i] < shape.rank(),
                    operation,
                    "has no dimension " + dimensions[i]);
            result[i] = dimensions[i];
        }
        return result;
    }

    private static long[] paddings(Tensor weight, int padding) {
        return new long[] {weight.size(2) == 1 ? 0 : padding, weight.size(3) == 1 ? 0 : padding};
    }

    private static long[] both(long value) {
        return new long[] {value, value};
    }

    private static void checkCount(int count, long... sizes) {
        Shape shape = Shape.of(sizes);
        if (shape.elements() != count) {
            throw new EngineException(
                    "shape %s holds %d values, was given %d".formatted(shape, shape.elements(), count));
        }
    }

    private void check(boolean holds, String operation, String rule) {
        if (!holds) {
            throw new EngineException("%s: x %s, was %s".formatted(operation, rule, shape));
        }
    }
}
