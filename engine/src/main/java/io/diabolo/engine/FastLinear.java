package io.diabolo.engine;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * x W^T + b where no gradient is recorded. For one row in float32 it is a product with a vector; else a kernel of oneDNN that
 * has no gradient: in float32 it uses all threads, where the BLAS library that {@code aten::linear} calls has one, and in
 * bfloat16 it is faster for a few rows.
 */
final class FastLinear {

    private static final Optional<FusedKernel> KERNEL = FusedKernel.find("mkldnn::_linear_pointwise");

    /** In bfloat16, for more rows than this {@code aten::linear} is as fast. */
    private static final long FEW_ROWS = 8;

    /** On a processor without instructions for it, oneDNN refuses the product in bfloat16; {@code aten::linear} has another kernel. */
    private static final boolean HAS_BF16 = Precision.bf16IsFast(Device.CPU);

    private FastLinear() {}

    /** Whether {@link #apply} gives what {@code aten::linear} would, and faster. */
    static boolean fits(Tensor x, Tensor weight, Tensor bias) {
        return !GradMode.is_enabled()
                && x.size(0) > 0
                && weight.type() == DataType.FLOAT32
                && bias.type() == DataType.FLOAT32
                && (autocast() ? HAS_BF16 && x.size(0) <= FEW_ROWS : x.type() == DataType.FLOAT32)
                && TensorScope.innermost("linear").device() == Device.CPU
                && KERNEL.isPresent();
    }

    static org.bytedeco.pytorch.Tensor apply(Tensor x, Tensor weight, Tensor bias) {
        // oneDNN's sums depend on the number of threads, which libtorch tells OpenMP in a new thread only when asked.
        Engine.threads();
        boolean cast = autocast();
        if (x.size(0) == 1 && !cast) {
            // A matrix times a vector reads the weights once, at the memory's speed.
            var row = x.handle("linear").reshape(-1);
            return torch.addmv(bias.handle("linear"), weight.handle("linear"), row)
                    .view(1, -1);
        }
        try (FusedKernel.Call call = KERNEL.orElseThrow().call()) {
            for (Tensor factor : List.of(x, weight, bias)) {
                var handle = factor.handle("linear");
                call.tensor(cast ? torch.cached_cast(ScalarType.BFloat16, handle, Device.CPU.nativeType) : handle);
            }
            return call.text("none").noNumbers().text("").runForTensor();
        }
    }

    private static boolean autocast() {
        return torch.is_autocast_enabled(Device.CPU.nativeType);
    }
}
