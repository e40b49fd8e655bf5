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

    private Autocast(Precision precision, Device device) {
        this.device = device;
        active = precision == Precision.BF16;
        before = active && torch.is_autocast_enabled(device.nativeType);
        if (active) {
            torch.set_autocast_dtype(device.nativeType, ScalarType.BFloat16);
            torch.set_autocast_enabled(device.nativeType, true);
        }
    }

    /** Opens the scope for this thread. Close it before {@link Tensor#backward()}. */
    public static Autocast open(Precision precision, Device device) {
        Engine.start();
        return new Autocast(precision, device);
    }

    @Override
    public void close() {
        if (active) {
            torch.set_autocast_enabled(device.nativeType, before);
            torch.clear_cache();
        }
    }
}
