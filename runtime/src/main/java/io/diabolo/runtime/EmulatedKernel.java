package io.diabolo.runtime;

/** The kernel for processors without fused multiply-add: the same chains, of {@link ExactFma}. */
final class EmulatedKernel implements Kernel {

    @Override
    public String name() {
        return "scalar, without hardware fma";
    }

    @Override
    public int[] widths(int outputs) {
        return Kernel.scalar().widths(outputs);
    }

    @Override
    public Panel pack(float[][] rows) {
        return new EmulatedPanel(rows);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record EmulatedPanel(float[][] weights) implements Panel {

        @Override
        public int width() {
            return weights[0].length;
        }

        @Override
        public void accumulate(Taps taps, float[] sums) {
            int width = width();
            for (int p = 0; p < taps.pixels(); p++) {
                for (int t = 0; t < taps.count(); t++) {
                    float x = taps.window()[taps.start() + p * taps.step() + t];
                    float[] row = weights[taps.first() + t];
                    for (int c = 0; c < width; c++) {
                        sums[p * width + c] = ExactFma.of(x, row[c], sums[p * width + c]);
                    }
                }
            }
        }
    }
}
