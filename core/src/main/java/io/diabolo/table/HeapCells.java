package io.diabolo.table;

/** Cells in arrays of at most half a megabyte each, or one row. */
final class HeapCells implements Cells {

    private static final int CHUNK = 1 << 16;

    private final int width;
    private final int chunkRows;
    private final double[][] chunks;

    private HeapCells(int rows, int width) {
        this.width = width;
        chunkRows = Math.max(1, CHUNK / Math.max(1, width));
        chunks = new double[-Math.floorDiv(-rows, chunkRows)][];
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            chunks[chunk] = new double[Math.min(chunkRows, rows - chunk * chunkRows) * width];
        }
    }

    static Sink sink(int rows, int width) {
        return new HeapSink(new HeapCells(rows, width));
    }

    @Override
    public double get(int row, int place) {
        return chunks[row / chunkRows][row % chunkRows * width + place];
    }

    @Override
    public void get(int row, double[] into) {
        System.arraycopy(chunks[row / chunkRows], row % chunkRows * width, into, 0, width);
    }

    @Override
    public void close() {}

    private static final class HeapSink implements Sink {
        private final HeapCells cells;
        private int next;

        HeapSink(HeapCells cells) {
            this.cells = cells;
        }

        @Override
        public void add(double[] row) {
            double[] chunk = cells.chunks[next / cells.chunkRows];
            System.arraycopy(row, 0, chunk, next % cells.chunkRows * cells.width, cells.width);
            next++;
        }

        @Override
        public Cells finish() {
            return cells;
        }

        @Override
        public void close() {}
    }
}
