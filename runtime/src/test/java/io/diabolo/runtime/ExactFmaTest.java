package io.diabolo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactFmaTest {

    private static final float[] EDGES = {
        0f,
        -0f,
        1f,
        -1f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        1 + Math.ulp(1f),
        0x1p-75f,
        0x1p-126f,
        0x1.fffffep-64f
    };

    @Test
    void of_edges_hasTheBitsOfMath() {
        for (float a : EDGES) {
            for (float b : EDGES) {
                for (float c : EDGES) {
                    check(a, b, c);
                }
            }
        }
    }

    @Test
    void of_anyBits_hasTheBitsOfMath() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            check(
                    Float.intBitsToFloat(random.nextInt()),
                    Float.intBitsToFloat(random.nextInt()),
                    Float.intBitsToFloat(random.nextInt()));
        }
    }

    /** Where one rounding and two differ: the sum is half-way between two floats but for a bit far below. */
    @Test
    void of_sumsNearHalfWay_hasTheBitsOfMath() {
        Random random = new Random(2);
        int differs = 0;
        for (int i = 0; i < 300_000; i++) {
            float c = Math.scalb(1f + random.nextInt(1 << 23) * 0x1p-23f, random.nextInt(20) - 10);
            float half = Math.ulp(c) / 2;
            float a = Math.scalb(1f + (random.nextInt(9) - 4) * 0x1p-23f, random.nextInt(3));
            float b = (random.nextBoolean() ? half : -half) / a;
            // A product of half an ulp, with bits down to 2^-48 of it.
            check(a, b, c);
            check(a, b, -c);
            check(1 + 0x1p-23f, half * (1 - 0x1p-23f), c);
            differs += Float.compare(
                                    (float) ((double) (1 + 0x1p-23f) * (half * (1 - 0x1p-23f)) + c),
                                    ExactFma.of(1 + 0x1p-23f, half * (1 - 0x1p-23f), c))
                            == 0
                    ? 0
                    : 1;
        }
        assertThat(differs).as("products that two roundings get wrong").isPositive();
    }

    @Test
    void of_subnormalSums_hasTheBitsOfMath() {
        Random random = new Random(3);
        for (int i = 0; i < 300_000; i++) {
            float a = Math.scalb(1f + random.nextInt(1 << 23) * 0x1p-23f, -60 - random.nextInt(20));
            float b = Math.scalb(1f + random.nextInt(1 << 23) * 0x1p-23f, -60 - random.nextInt(20));
            check(a, b, Float.intBitsToFloat(random.nextInt(1 << 24)));
            check(-a, b, Float.intBitsToFloat(random.nextInt(1 << 24)));
        }
    }

    private static void check(float a, float b, float c) {
        float right = Math.fma(a, b, c);
        if (Float.floatToIntBits(ExactFma.of(a, b, c)) != Float.floatToIntBits(right)) {
            assertThat(ExactFma.of(a, b, c)).as("%a * %a + %a", a, b, c).isEqualTo(right);
        }
    }
}
