package io.diabolo.safetensors;

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. The JDK converts them since Java 20 only. */
final class HalfFloat {

    private static final int INFINITY = 0x7c00;

    /** 2^-24, the smallest positive value; all below the smallest normal one are multiples of it. */
    private static final float UNIT = 0x1p-24f;

    private HalfFloat() {}

    static float toFloat(short half) {
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        int sign = (half & 0x8000) << 16;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * UNIT));
        }
        int wide = exponent == 0x1f ? 0xff : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | INFINITY | 0x200);
        }
        if (size < 0x1p-14f) {
            // The sum's last bit is worth 2^-24, so the addition rounds as needed.
            return (short) (sign | Float.floatToRawIntBits(size + 0.5f) - Float.floatToRawIntBits(0.5f));
        }
        int even = bits >>> 13 & 1;
        int rounded = ((bits & 0x7fffffff) - ((127 - 15) << 23) + 0xfff + even) >>> 13;
        return (short) (sign | (size >= 65_520 ? INFINITY : rounded));
    }
}
