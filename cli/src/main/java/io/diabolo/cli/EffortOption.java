package io.diabolo.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much work goes into the files of pictures. */
final class EffortOption {

    @Option(
            names = "--effort",
            paramLabel = "1..9",
            description =
                    "From 6 on, a better code of each picture is looked for: some percent smaller, for minutes a megapixel (default: 3).")
    private @Nullable Integer effort;

    @Nullable Integer value() {
        return effort;
    }
}
