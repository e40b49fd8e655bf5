package io.diabolo.runtime;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on {@code jdk.incubator.vector}: tiles of 4 pixels and up to 4 vectors of output channels stay in
 * registers while the rows of weights pass by.
 *
 * <p>Twelve sums hide the latency of two fused multiply-adds a cycle, and with their weights fill the 16 registers of AVX2;
 * AVX-512 has 32. A lane is an output channel, so the order of each sum is that of the scalar kernel.
 *
 * <p>Loaded by name ({@link Kernel#vector}), because the module may be absent.
 */
final class VectorKernel implements Kernel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDEST = SPECIES.vectorBitSize() >= 512 ? 4 : 3;

    @Override
    public String name() {
        return "vector " + SPECIES.vectorBitSize();
    }

    @Override
    public int[] widths(int outputs) {
        int vectors = (outputs + LANES - 1) / LANES;
        int panels = (vectors + WIDEST - 1) / WIDEST;
        int[] widths = new int[panels];
        int from = 0;
        for (int i = 0; i < panels; i++) {
            // Evenly, the wide ones last: 4 vectors are 2 + 2 and not 3 + 1, which would starve on a single vector.
            int to = Math.min(outputs, vectors * (i + 1) / panels * LANES);
            widths[i] = to - from;
            from = to;
        }
        return widths;
    }

    @Override
    public Panel pack(float[][] rows) {
        int vectors = (rows[0].length + LANES - 1) / LANES;
        float[] packed = new float[rows.length * vectors * LANES];
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(rows[t], 0, packed, t * vectors * LANES, rows[t].length);
        }
        return switch (vectors) {
            case 1 -> new OneVector(packed);
            case 2 -> new TwoVectors(packed);
            case 3 -> new ThreeVectors(packed);
            default -> new FourVectors(packed);
        };
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    private static FloatVector repeat(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** Written out below for each number of vectors, because C2 keeps single variables in registers, and no arrays. */
    private abstract static class Tiles implements Panel {

        final float[] weights;
        private final int width;

        Tiles(float[] weights, int vectors) {
            this.weights = weights;
            this.width = vectors * LANES;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public void accumulate(Taps taps, float[] sums) {
            for (int p = 0; p < taps.pixels(); p += Taps.PIXELS) {
                tile(taps, taps.start() + p * taps.step(), sums, p * width);
            }
        }

        /** The four pixels from {@code start} in the window, whose sums begin at {@code at}. */
        abstract void tile(Taps taps, int start, float[] sums, int at);
    }

    private static final class OneVector extends Tiles {

        OneVector(float[] weights) {
            super(weights, 1);
        }

        @Override
        void tile(Taps taps, int start, float[] sums, int at) {
            float[] in = taps.window();
            int step = taps.step();
            FloatVector a0 = load(sums, at);
            FloatVector b0 = load(sums, at + LANES);
            FloatVector c0 = load(sums, at + 2 * LANES);
            FloatVector d0 = load(sums, at + 3 * LANES);
            int w = taps.first() * LANES;
            for (int i = start; i < start + taps.count(); i++, w += LANES) {
                FloatVector w0 = load(weights, w);
                FloatVector x = repeat(in[i]);
                a0 = x.fma(w0, a0);
                FloatVector y = repeat(in[i + step]);
                b0 = y.fma(w0, b0);
                FloatVector z = repeat(in[i + 2 * step]);
                c0 = z.fma(w0, c0);
                FloatVector u = repeat(in[i + 3 * step]);
                d0 = u.fma(w0, d0);
            }
            a0.intoArray(sums, at);
            b0.intoArray(sums, at + LANES);
            c0.intoArray(sums, at + 2 * LANES);
            d0.intoArray(sums, at + 3 * LANES);
        }
    }

    private static final class TwoVectors extends Tiles {

        TwoVectors(float[] weights) {
            super(weights, 2);
        }

        @Override
        void tile(Taps taps, int start, float[] sums, int at) {
            float[] in = taps.window();
            int step = taps.step();
            FloatVector a0 = load(sums, at);
            FloatVector a1 = load(sums, at + LANES);
            FloatVector b0 = load(sums, at + 2 * LANES);
            FloatVector b1 = load(sums, at + 3 * LANES);
            FloatVector c0 = load(sums, at + 4 * LANES);
            FloatVector c1 = load(sums, at + 5 * LANES);
            FloatVector d0 = load(sums, at + 6 * LANES);
            FloatVector d1 = load(sums, at + 7 * LANES);
            int w = taps.first() * 2 * LANES;
            for (int i = start; i < start + taps.count(); i++, w += 2 * LANES) {
                FloatVector w0 = load(weights, w);
                FloatVector w1 = load(weights, w + LANES);
                FloatVector x = repeat(in[i]);
                a0 = x.fma(w0, a0);
                a1 = x.fma(w1, a1);
                FloatVector y = repeat(in[i + step]);
                b0 = y.fma(w0, b0);
                b1 = y.fma(w1, b1);
                FloatVector z = repeat(in[i + 2 * step]);
                c0 = z.fma(w0, c0);
                c1 = z.fma(w1, c1);
                FloatVector u = repeat(in[i + 3 * step]);
                d0 = u.fma(w0, d0);
                d1 = u.fma(w1, d1);
            }
            a0.intoArray(sums, at);
            a1.intoArray(sums, at + LANES);
            b0.intoArray(sums, at + 2 * LANES);
            b1.intoArray(sums, at + 3 * LANES);
            c0.intoArray(sums, at + 4 * LANES);
            c1.intoArray(sums, at + 5 * LANES);
            d0.intoArray(sums, at + 6 * LANES);
            d1.intoArray(sums, at + 7 * LANES);
        }
    }

    private static final class ThreeVectors extends Tiles {

        ThreeVectors(float[] weights) {
            super(weights, 3);
        }

        @Override
        void tile(Taps taps, int start, float[] sums, int at) {
            float[] in = taps.window();
            int step = taps.step();
            FloatVector a0 = load(sums, at);
            FloatVector a1 = load(sums, at + LANES);
            FloatVector a2 = load(sums, at + 2 * LANES);
            FloatVector b0 = load(sums, at + 3 * LANES);
            FloatVector b1 = load(sums, at + 4 * LANES);
            FloatVector b2 = load(sums, at + 5 * LANES);
            FloatVector c0 = load(sums, at + 6 * LANES);
            FloatVector c1 = load(sums, at + 7 * LANES);
            FloatVector c2 = load(sums, at + 8 * LANES);
            FloatVector d0 = load(sums, at + 9 * LANES);
            FloatVector d1 = load(sums, at + 10 * LANES);
            FloatVector d2 = load(sums, at + 11 * LANES);
            int w = taps.first() * 3 * LANES;
            for (int i = start; i < start + taps.count(); i++, w += 3 * LANES) {
                FloatVector w0 = load(weights, w);
                FloatVector w1 = load(weights, w + LANES);
                FloatVector w2 = load(weights, w + 2 * LANES);
                FloatVector x = repeat(in[i]);
                a0 = x.fma(w0, a0);
                a1 = x.fma(w1, a1);
                a2 = x.fma(w2, a2);
                FloatVector y = repeat(in[i + step]);
                b0 = y.fma(w0, b0);
                b1 = y.fma(w1, b1);
                b2 = y.fma(w2, b2);
                FloatVector z = repeat(in[i + 2 * step]);
                c0 = z.fma(w0, c0);
                c1 = z.fma(w1, c1);
                c2 = z.fma(w2, c2);
                FloatVector u = repeat(in[i + 3 * step]);
                d0 = u.fma(w0, d0);
                d1 = u.fma(w1, d1);
                d2 = u.fma(w2, d2);
            }
            a0.intoArray(sums, at);
            a1.intoArray(sums, at + LANES);
            a2.intoArray(sums, at + 2 * LANES);
            b0.intoArray(sums, at + 3 * LANES);
            b1.intoArray(sums, at + 4 * LANES);
            b2.intoArray(sums, at + 5 * LANES);
            c0.intoArray(sums, at + 6 * LANES);
            c1.intoArray(sums, at + 7 * LANES);
            c2.intoArray(sums, at + 8 * LANES);
            d0.intoArray(sums, at + 9 * LANES);
            d1.intoArray(sums, at + 10 * LANES);
            d2.intoArray(sums, at + 11 * LANES);
        }
    }

    private static final class FourVectors extends Tiles {

        FourVectors(float[] weights) {
            super(weights, 4);
        }

        @Override
        void tile(Taps taps, int start, float[] sums, int at) {
            float[] in = taps.window();
            int step = taps.step();
            FloatVector a0 = load(sums, at);
            FloatVector a1 = load(sums, at + LANES);
            FloatVector a2 = load(sums, at + 2 * LANES);
            FloatVector a3 = load(sums, at + 3 * LANES);
            FloatVector b0 = load(sums, at + 4 * LANES);
            FloatVector b1 = load(sums, at + 5 * LANES);
            FloatVector b2 = load(sums, at + 6 * LANES);
            FloatVector b3 = load(sums, at + 7 * LANES);
            FloatVector c0 = load(sums, at + 8 * LANES);
            FloatVector c1 = load(sums, at + 9 * LANES);
            FloatVector c2 = load(sums, at + 10 * LANES);
            FloatVector c3 = load(sums, at + 11 * LANES);
            FloatVector d0 = load(sums, at + 12 * LANES);
            FloatVector d1 = load(sums, at + 13 * LANES);
            FloatVector d2 = load(sums, at + 14 * LANES);
            FloatVector d3 = load(sums, at + 15 * LANES);
            int w = taps.first() * 4 * LANES;
            for (int i = start; i < start + taps.count(); i++, w += 4 * LANES) {
                FloatVector w0 = load(weights, w);
                FloatVector w1 = load(weights, w + LANES);
                FloatVector w2 = load(weights, w + 2 * LANES);
                FloatVector w3 = load(weights, w + 3 * LANES);
                FloatVector x = repeat(in[i]);
                a0 = x.fma(w0, a0);
                a1 = x.fma(w1, a1);
                a2 = x.fma(w2, a2);
                a3 = x.fma(w3, a3);
                FloatVector y = repeat(in[i + step]);
                b0 = y.fma(w0, b0);
                b1 = y.fma(w1, b1);
                b2 = y.fma(w2, b2);
                b3 = y.fma(w3, b3);
                FloatVector z = repeat(in[i + 2 * step]);
                c0 = z.fma(w0, c0);
                c1 = z.fma(w1, c1);
                c2 = z.fma(w2, c2);
                c3 = z.fma(w3, c3);
                FloatVector u = repeat(in[i + 3 * step]);
                d0 = u.fma(w0, d0);
                d1 = u.fma(w1, d1);
                d2 = u.fma(w2, d2);
                d3 = u.fma(w3, d3);
            }
            a0.intoArray(sums, at);
            a1.intoArray(sums, at + LANES);
            a2.intoArray(sums, at + 2 * LANES);
            a3.intoArray(sums, at + 3 * LANES);
            b0.intoArray(sums, at + 4 * LANES);
            b1.intoArray(sums, at + 5 * LANES);
            b2.intoArray(sums, at + 6 * LANES);
            b3.intoArray(sums, at + 7 * LANES);
            c0.intoArray(sums, at + 8 * LANES);
            c1.intoArray(sums, at + 9 * LANES);
            c2.intoArray(sums, at + 10 * LANES);
            c3.intoArray(sums, at + 11 * LANES);
            d0.intoArray(sums, at + 12 * LANES);
            d1.intoArray(sums, at + 13 * LANES);
            d2.intoArray(sums, at + 14 * LANES);
            d3.intoArray(sums, at + 15 * LANES);
        }
    }
}
