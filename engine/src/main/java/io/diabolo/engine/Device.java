package io.diabolo.engine;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** Where tensors live and are computed. CUDA needs the binding's CUDA classifier, MPS a Mac. */
public enum Device {
    CPU(DeviceType.CPU),
    CUDA(DeviceType.CUDA),
    MPS(DeviceType.MPS);

    final DeviceType nativeType;

    Device(DeviceType nativeType) {
        this.nativeType = nativeType;
    }

    /** Whether this machine and the natives on the class path have it. Loads the native library. */
    public boolean available() {
        Engine.start();
        return switch (this) {
            case CPU -> true;
            case CUDA -> torch.cuda_is_available();
            case MPS -> torch.hasMPS();
        };
    }

    /** @throws EngineException if {@link #available()} is false, with what to do */
    public Device require() {
        if (!available()) {
            throw new EngineException(
                    "device %s is not available: this build's natives or this machine lack it; use the cpu"
                            .formatted(name().toLowerCase(Locale.ROOT)));
        }
        return this;
    }
}
