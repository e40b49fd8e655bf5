package io.diabolo.engine;

/** What the large products (linear and convolution layers) are computed in; parameters and sums are always float32. */
public enum Precision {
    /** IEEE single precision throughout. */
    FP32,
    /**
     * Products with bfloat16 factors and float32 sums: two to three times faster where the processor has AVX512-BF16,
     * AMX, or is a GPU; slower elsewhere. Losses agree with {@link #FP32} to about one percent.
     */
    BF16
}
