package io.diabolo.engine;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The part of a step whose products run in a {@link Precision}. For {@link Precision#FP32} it does nothing.
 *
 * <p>libtorch keeps each weight's bfloat16 copy in a cache that outlives the step: a loop that does not clear it trains
 * against the first step's weights, silently. So the scope clears it on exit, always.
 */
public final class Autocast implements AutoCloseable {

    private final Device device;
    private final boolean active;
    private final boolean before;

    private Autocast(Device device, boolean active, boolean enabled) {
        this.device = device;
        this.active = active;
        before = active && torch.is_autocast_enabled(device.nativeType);
        if (active) {
            torch.set_autocast_dtype(device.nativeType, ScalarType.BFloat16);
            torch.set_autocast_enabled(device.nativeType, enabled);
        }
    }

    /** Opens the scope for this thread. Close it before {@link Tensor#backward()}. */
    public static Autocast open(Precision precision, Device device) {
        Engine.start();
        return new Autocast(device, precision == Precision.BF16, true);
    }

    /** Opens a scope inside, whose products run in float32 again if their factors are float32. */
    public static Autocast suspend() {
        Engine.start();
        return new Autocast(TensorScope.innermost("suspend autocast").device(), true, false);
    }

    /** What this thread's products run in. */
    public static Precision current(Device device) {
        Engine.start();
        return torch.is_autocast_enabled(device.nativeType) ? Precision.BF16 : Precision.FP32;
    }

    @Override
    public void close() {
        if (active) {
            torch.set_autocast_enabled(device.nativeType, before);
            torch.clear_cache();
        }
    }
}
