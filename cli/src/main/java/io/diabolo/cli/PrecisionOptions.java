package io.diabolo.cli;

import io.diabolo.jobs.PrecisionChoice;
import picocli.CommandLine.Option;

/** Of commands that use a model. */
class PrecisionOptions extends EngineOptions {

    @Option(
            names = "--precision",
            paramLabel = "auto|fp32|bf16",
            description =
                    "What large products are computed in (default: auto). bf16 is faster where the processor has it and agrees to 1%%; auto trains with it where that was measured for the kind of network, and uses fp32 for all else.")
    private PrecisionChoice precision = PrecisionChoice.AUTO;

    final PrecisionChoice precision() {
        return precision;
    }
}
