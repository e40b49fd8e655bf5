package io.diabolo.table;

import io.diabolo.error.OutputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Cells in a temporary file, written once, then mapped into memory: the operating system keeps as much of it there as is
 * free. Mapped instead of read through the channel, as a channel closes when a thread that reads is interrupted.
 */
final class MappedCells implements Cells {

    private static final long SEGMENT_BYTES = 1L << 30;

    private final FileChannel file;
    private final int segmentRows;
    private final int width;
    private volatile List<DoubleBuffer> segments;

    private MappedCells(FileChannel file, int rows, int width) throws IOException {
        this.file = file;
        this.width = width;
        long rowBytes = (long) Double.BYTES * width;
        segmentRows = (int) Math.max(1, Math.min(rows, SEGMENT_BYTES / rowBytes));
        List<DoubleBuffer> mapped = new ArrayList<>();
        for (long row = 0; row < rows; row += segmentRows) {
            long bytes = Math.min(segmentRows, rows - row) * rowBytes;
            mapped.add(file.map(MapMode.READ_ONLY, row * rowBytes, bytes)
                    .order(ByteOrder.nativeOrder())
                    .asDoubleBuffer());
        }
        segments = List.copyOf(mapped);
    }

    /**
     * Opens a file in the JVM's folder of temporary files. Where the system allows it, the name is gone as soon as the
     * file is open, so that even a killed process leaves nothing behind.
     */
    static Sink sink(int width) {
        Path path = Path.of(System.getProperty("java.io.tmpdir"), "diabolo-table-" + UUID.randomUUID());
        try {
            FileChannel file = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            return new MappedSink(path, file, width);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    @Override
    public double get(int row, int place) {
        return segment(row).get(row % segmentRows * width + place);
    }

    @Override
    public void get(int row, double[] into) {
        segment(row).get(row % segmentRows * width, into, 0, width);
    }

    private DoubleBuffer segment(int row) {
        List<DoubleBuffer> open = segments;
        if (open.isEmpty()) {
            throw new IllegalStateException("the table is closed");
        }
        return open.get(row / segmentRows);
    }

    /** Forgets the mappings; the JVM unmaps them, which frees the disk, when it next collects garbage. */
    @Override
    public void close() {
        segments = List.of();
        closeQuietly(file);
    }

    private static void closeQuietly(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing that anyone needs is lost: the file is temporary, and all reading went through mappings.
        }
    }

    private static OutputException failure(Path path, IOException e) {
        return new OutputException(
                ("the table is larger than its memory budget and the temporary file %s cannot be written: %s; raise the "
                                + "budget, free some space, or choose another folder with -Djava.io.tmpdir")
                        .formatted(path, e.getMessage()),
                e);
    }

    private static final class MappedSink implements Sink {
        private static final int BUFFER_BYTES = 1 << 20;

        private final Path path;
        private final FileChannel file;
        private final int width;
        private final ByteBuffer buffer;
        private int rows;
        private boolean handedOut;

        MappedSink(Path path, FileChannel file, int width) {
            this.path = path;
            this.file = file;
            this.width = width;
            buffer = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, Double.BYTES * width))
                    .order(ByteOrder.nativeOrder());
        }

        @Override
        public void add(double[] row) {
            if (buffer.remaining() < Double.BYTES * width) {
                flush();
            }
            buffer.asDoubleBuffer().put(row, 0, width);
            buffer.position(buffer.position() + Double.BYTES * width);
            rows++;
        }

        private void flush() {
            buffer.flip();
            try {
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            } catch (IOException e) {
                throw failure(path, e);
            }
            buffer.clear();
        }

        @Override
        public Cells finish() {
            flush();
            try {
                Cells cells = new MappedCells(file, rows, width);
                handedOut = true;
                return cells;
            } catch (IOException e) {
                throw failure(path, e);
            }
        }

        @Override
        public void close() {
            if (!handedOut) {
                closeQuietly(file);
            }
        }
    }
}
