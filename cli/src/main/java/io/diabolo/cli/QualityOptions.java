package io.diabolo.cli;

import io.diabolo.jobs.QualityChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How good coded pictures shall be, or how large each. */
final class QualityOptions {

    @Option(
            names = "--quality",
            paramLabel = "1..8",
            description = "From the smallest file to the best picture; fractions are allowed (default: 5).")
    private @Nullable Double quality;

    @Option(names = "--bpp", paramLabel = "B", description = "Each as near to so many bits per pixel as 2%%.")
    private @Nullable Double bitsPerPixel;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            converter = ByteSize.class,
            description = "Each the best of at most so many bytes: 50000, 50k, 1.5M.")
    private @Nullable Long maxBytes;

    @Option(names = "--psnr", paramLabel = "DB", description = "Each the smallest of at least this PSNR.")
    private @Nullable Double psnrDb;

    QualityChoice choice() {
        return new QualityChoice(quality, bitsPerPixel, maxBytes, psnrDb);
    }
}
