package io.diabolo.cli;

import io.diabolo.engine.Device;
import io.diabolo.jobs.Jobs;
import picocli.CommandLine.Option;

/** Of commands that compute without the engine. */
class ThreadOptions extends CommonOptions {

    @Option(names = "--threads", paramLabel = "N", description = "Threads that compute (default: one a processor).")
    private int threads;

    final int threads() {
        return threads;
    }

    @Override
    Jobs jobs() {
        return new Jobs(threads, 1, () -> Device.CPU);
    }
}
