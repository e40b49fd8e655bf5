package io.diabolo.restore;

/**
 * Where the chroma of a picture is coarser than its luma. Such a picture's noise is nearly the same in R, G and B, which a network
 * for colour takes for detail: luma and chroma are cleaned apart, each in its own size.
 *
 * @param across how many pixels share a value of each chroma from left to right, 1 to 4
 * @param down the same from top to bottom
 * @param x the first column at which whole groups begin
 * @param y the first row at which they begin
 * @param smooth whether pixels lie on straight lines between the values, where two share one
 * @source ITU-T T.871 (JFIF), 7
 */
record CoarseChroma(int across, int down, int x, int y, boolean smooth) {

    static final CoarseChroma NONE = new CoarseChroma(1, 1, 0, 0, false);

    /** Of the luma, of Cb and of Cr: how much R, G and B grow with each. */
    private static final float[][] RGB = {{1, 0, 1.402f}, {1, -0.344136f, -0.714136f}, {1, 1.772f, 0}};

    private static final float CB = 0.564f;
    private static final float CR = 0.713f;
    private static final float MIDDLE = 0.5f;

    /** Takes noise out of one plane of 0 to 1. */
    @FunctionalInterface
    interface Cleaner {

        /** @param part 0 for the luma, 1 for Cb, 2 for Cr */
        void clean(int part, int height, int width, Samples plane, Results results);
    }

    boolean isNone() {
        return across == 1 && down == 1;
    }

    /** Cleans the three planes, and hands on R, G and B. */
    void clean(int height, int width, Samples rgb, Cleaner cleaner, Results results) {
        Samples luma = Luma.full(rgb);
        float[] lumaChange = new float[height * width];
        cleaner.clean(
                0,
                height,
                width,
                luma,
                (c, row, column, value) -> lumaChange[row * width + column] = value - luma.at(0, row, column));
        Plane blue = Plane.of(
                this,
                height,
                width,
                (c, row, column) -> MIDDLE + CB * (rgb.at(2, row, column) - luma.at(0, row, column)));
        Plane red = Plane.of(
                this,
                height,
                width,
                (c, row, column) -> MIDDLE + CR * (rgb.at(0, row, column) - luma.at(0, row, column)));
        blue.clean(1, cleaner);
        red.clean(2, cleaner);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                float[] changes = {lumaChange[row * width + column], blue.change(row, column), red.change(row, column)};
                for (int c = 0; c < RGB.length; c++) {
                    float change = RGB[c][0] * changes[0] + RGB[c][1] * changes[1] + RGB[c][2] * changes[2];
                    results.set(c, row, column, rgb.at(c, row, column) + change);
                }
            }
        }
    }

    /** A chroma in its own size; first its values, then what becomes other in them. */
    private static final class Plane {
        private final CoarseChroma grid;
        private final int before;
        private final int above;
        private final int height;
        private final int width;
        private final float[] values;

        private Plane(CoarseChroma grid, int fullHeight, int fullWidth) {
            this.grid = grid;
            before = (grid.across - grid.x) % grid.across;
            above = (grid.down - grid.y) % grid.down;
            height = (fullHeight - 1 + above) / grid.down + 1;
            width = (fullWidth - 1 + before) / grid.across + 1;
            values = new float[height * width];
        }

        /** The means of the groups. */
        static Plane of(CoarseChroma grid, int fullHeight, int fullWidth, Samples chroma) {
            Plane plane = new Plane(grid, fullHeight, fullWidth);
            int[] counts = new int[plane.values.length];
            for (int row = 0; row < fullHeight; row++) {
                for (int column = 0; column < fullWidth; column++) {
                    int at = (row + plane.above) / grid.down * plane.width + (column + plane.before) / grid.across;
                    plane.values[at] += chroma.at(0, row, column);
                    counts[at]++;
                }
            }
            for (int i = 0; i < counts.length; i++) {
                plane.values[i] /= counts[i];
            }
            if (grid.smooth && grid.across == 2) {
                plane.undoTriangle(plane.height, plane.width, plane.width, 1);
            }
            if (grid.smooth && grid.down == 2) {
                plane.undoTriangle(plane.width, 1, plane.height, plane.width);
            }
            return plane;
        }

        /**
         * Decoders enlarge the chroma twice with a triangle, of which a pair's mean is (1, 6, 1) / 8 of the values in the file: near
         * ones hang together then, and noise that does looks like detail. This is about the inverse.
         *
         * @param apart how far the first values of two lines are
         * @param step how far two values of a line are
         */
        private void undoTriangle(int lines, int apart, int length, int step) {
            float[] line = new float[length];
            for (int k = 0; k < lines; k++) {
                for (int i = 0; i < length; i++) {
                    line[i] = values[k * apart + i * step];
                }
                for (int i = 0; i < length; i++) {
                    float beside = line[Math.max(0, i - 1)] + line[Math.min(length - 1, i + 1)];
                    values[k * apart + i * step] += (2 * line[i] - beside) / 8;
                }
            }
        }

        void clean(int part, Cleaner cleaner) {
            float[] old = values.clone();
            cleaner.clean(
                    part,
                    height,
                    width,
                    (c, row, column) -> old[row * width + column],
                    (c, row, column, value) -> values[row * width + column] = value - old[row * width + column]);
        }

        /** At a pixel of the picture: linear between the middles of the groups. */
        float change(int row, int column) {
            float v = Math.max(0, Math.min(height - 1, (row + above + MIDDLE) / grid.down - MIDDLE));
            float u = Math.max(0, Math.min(width - 1, (column + before + MIDDLE) / grid.across - MIDDLE));
            int top = Math.min((int) v, Math.max(0, height - 2));
            int left = Math.min((int) u, Math.max(0, width - 2));
            int below = Math.min(height - 1, top + 1) * width;
            int right = Math.min(width - 1, left + 1);
            float upper = mixed(values[top * width + left], values[top * width + right], u - left);
            float lower = mixed(values[below + left], values[below + right], u - left);
            return mixed(upper, lower, v - top);
        }

        private static float mixed(float a, float b, float share) {
            return a + share * (b - a);
        }
    }
}
