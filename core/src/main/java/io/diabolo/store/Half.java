package io.diabolo.store;

import io.diabolo.safetensors.NamedTensor;

/**
 * 16-bit floats.
 *
 * @source IEEE 754-2019, binary16
 */
final class Half {

    private static final int DROPPED_BITS = 13;
    private static final int SMALLEST_NORMAL = 0x38800000; // 2^-14 as float bits
    private static final int OVERFLOW = 0x477ff000; // 65520, from where values round to infinity
    private static final float SUBNORMAL_SHIFT = 0x1p24f;

    private Half() {}

    static NamedTensor.F16 tensor(NamedTensor.F32 tensor) {
        short[] bits = new short[tensor.values().length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = bits(tensor.values()[i]);
        }
        return new NamedTensor.F16(tensor.name(), tensor.shape(), bits);
    }

    /**
     * The nearest, of two the even one.
     *
     * @throws IllegalArgumentException for what is not finite there: 65,520 or more, and NaN
     */
    static short bits(float value) {
        int all = Float.floatToRawIntBits(value);
        int sign = (all >>> 16) & 0x8000;
        int magnitude = all & 0x7fffffff;
        if (magnitude >= OVERFLOW) {
            throw new IllegalArgumentException(value + " has no 16-bit float");
        }
        if (magnitude < SMALLEST_NORMAL) {
            // Whole multiples of 2^-24: rint rounds as wanted.
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * SUBNORMAL_SHIFT));
        }
        int rebased = magnitude - SMALLEST_NORMAL + (1 << 23); // the exponent of 2^-14 is 1
        int half = (1 << (DROPPED_BITS - 1)) - 1 + ((rebased >>> DROPPED_BITS) & 1);
        return (short) (sign | ((rebased + half) >>> DROPPED_BITS));
    }
}
