package io.diabolo.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of commands that train; the same number of threads gives the same bits. */
final class TrainingOptions extends PrecisionOptions {

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of the initial weights, the order of the data and all noise (default: 0). The split of the data does not depend on it: models of several seeds share one test set.")
    private @Nullable Long seed;

    long seed() {
        return seed == null ? 0 : seed;
    }

    @Nullable Long chosenSeed() {
        return seed;
    }
}
