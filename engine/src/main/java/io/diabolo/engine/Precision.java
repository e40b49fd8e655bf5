package io.diabolo.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the large products (linear and convolution layers) are computed in; parameters and sums are always float32. */
public enum Precision {
    /** IEEE single precision throughout. */
    FP32,
    /**
     * Products with bfloat16 factors and float32 sums: two to three times faster where {@link #bf16IsFast}, slower
     * elsewhere. Losses agree with {@link #FP32} to about one percent.
     */
    BF16;

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** The processor's flags that mean products of bfloat16 numbers in hardware. */
    private static final List<String> BF16_FLAGS = List.of("avx512_bf16", "amx_bf16");

    /**
     * Whether {@code device} multiplies bfloat16 numbers in hardware: a CUDA device, or a processor whose flags say so on
     * Linux. Elsewhere the answer is no. Loads no native library.
     */
    public static boolean bf16IsFast(Device device) {
        return device == Device.CUDA || (device == Device.CPU && processorHasBf16());
    }

    private static boolean processorHasBf16() {
        if (!Files.isReadable(PROCESSOR)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .limit(1)
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .anyMatch(BF16_FLAGS::contains);
        } catch (IOException e) {
            return false; // a system that does not tell is treated as one that has none
        }
    }
}
