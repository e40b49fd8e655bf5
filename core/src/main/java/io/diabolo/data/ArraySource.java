package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts array files together into one source: samples, labels, and what is for training, validation and test. */
final class ArraySource {

    private ArraySource() {}

    /** Opens an array file; called twice, first for its header only. */
    interface Opener {
        ArrayStream open() throws IOException;
    }

    /** Samples, and their labels where there are any. */
    record Part(Opener samples, @Nullable Opener labels) {}

    /**
     * @param name what the data is called
     * @param use what the samples are
     * @param parts training, validation, test; the last two may be null
     */
    static Source read(String name, ArrayUse use, @Nullable Part... parts) {
        int[] counts = new int[parts.length];
        ArrayStream first = null;
        try {
            for (int i = 0; i < parts.length; i++) {
                Part part = parts[i];
                if (part != null) {
                    try (ArrayStream stream = part.samples.open()) {
                        first = first == null ? stream : first;
                        requireAlike(first, stream, use);
                        counts[i] = stream.count();
                    }
                }
            }
            return fill(name, use, parts, counts);
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static Source fill(String name, ArrayUse use, @Nullable Part[] parts, int[] counts) throws IOException {
        int total = Math.toIntExact(Arrays.stream(counts).asLongStream().sum());
        Rows rows = new Rows(total, use);
        for (Part part : parts) {
            if (part != null) {
                rows.add(part);
            }
        }
        RowIndex index = new RowIndex(name, Labels.ofValues(rows.labels), rows::itemName);
        return new Source(rows.build(index), new PartSizes(counts[0], counts[1], counts[2]), List.of());
    }

    private static void requireAlike(ArrayStream first, ArrayStream other, ArrayUse use) {
        if (!first.layout(use).equals(other.layout(use)) || first.type() != other.type()) {
            throw new BadInputException("%s holds %s %s, %s holds %s %s: they must be alike"
                    .formatted(
                            first.where(),
                            first.type(),
                            first.layout(use).shape(),
                            other.where(),
                            other.type(),
                            other.layout(use).shape()));
        }
    }

    /** The rows read so far. */
    private static final class Rows {
        final long[] labels;
        final List<String> files = new ArrayList<>();
        private final ArrayUse use;
        final List<Integer> starts = new ArrayList<>();
        private ByteDataset.@Nullable Builder bytes;
        private FloatDataset.@Nullable Builder floats;
        private int next;

        Rows(int total, ArrayUse use) {
            this.use = use;
            labels = new long[total];
            Arrays.fill(labels, Labels.MISSING);
        }

        void add(Part part) throws IOException {
            try (ArrayStream stream = part.samples.open()) {
                files.add(stream.where());
                starts.add(next);
                addSamples(stream);
                if (part.labels != null) {
                    try (ArrayStream labelStream = part.labels.open()) {
                        addLabels(labelStream, stream);
                    }
                }
                next += stream.count();
            }
        }

        private void addSamples(ArrayStream stream) {
            SampleLayout layout = stream.layout(use);
            if (!use.keepsFloats(stream.type(), layout.shape())) {
                bytes = bytes == null ? new ByteDataset.Builder(layout.shape(), labels.length) : bytes;
                for (int row = 0; row < stream.count(); row++) {
                    bytes.add(layout.planar(stream.nextBytes()));
                }
            } else {
                floats = floats == null ? new FloatDataset.Builder(layout.shape(), labels.length) : floats;
                float[] sample = new float[layout.shape().elements()];
                for (int row = 0; row < stream.count(); row++) {
                    stream.nextFloats(sample);
                    floats.add(layout.planar(sample), stream.where(), row);
                }
            }
            stream.requireEnd();
        }

        private void addLabels(ArrayStream stream, ArrayStream samples) {
            if (stream.count() != samples.count()) {
                throw new CorruptFileException("%s holds %d labels for the %d samples of %s"
                        .formatted(stream.where(), stream.count(), samples.count(), samples.where()));
            }
            System.arraycopy(stream.labels(), 0, labels, next, stream.count());
            stream.requireEnd();
        }

        String itemName(int row) {
            int part = starts.size() - 1;
            while (starts.get(part) > row) {
                part--;
            }
            return Path.of(files.get(part)).getFileName() + "#" + (row - starts.get(part));
        }

        Dataset build(RowIndex index) {
            if (bytes != null) {
                return bytes.build(index);
            }
            if (floats != null) {
                return floats.build(index);
            }
            throw new IllegalStateException("a source has a part for training");
        }
    }
}
