package io.diabolo.cli;

import io.diabolo.engine.Device;
import io.diabolo.jobs.Jobs;
import picocli.CommandLine.Option;

/** Of commands that compute with the engine. */
class EngineOptions extends ThreadOptions {

    @Option(names = "--device", paramLabel = "cpu|cuda|mps", description = "Where to compute (default: cpu).")
    private DeviceChoice device = DeviceChoice.CPU;

    @Override
    final Jobs jobs() {
        // The device only when a job asks: without an engine it cannot even be named.
        return new Jobs(threads(), 1, () -> Device.valueOf(device.name()));
    }

    private enum DeviceChoice {
        CPU,
        CUDA,
        MPS
    }
}
