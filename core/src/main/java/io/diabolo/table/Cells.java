package io.diabolo.table;

/** The cells of a table, row by row. Any number of threads may read. */
interface Cells extends AutoCloseable {

    /** The cell in {@code place}, from 0, of a row. */
    double get(int row, int place);

    /** A whole row into the first places of {@code into}. */
    void get(int row, double[] into);

    @Override
    void close();

    /** Takes rows one after the other, at most as many as were announced. */
    interface Sink extends AutoCloseable {
        void add(double[] row);

        /** All rows added, and nothing is added any more. */
        Cells finish();

        /** Gives up what {@link #finish} did not hand out. */
        @Override
        void close();
    }
}
