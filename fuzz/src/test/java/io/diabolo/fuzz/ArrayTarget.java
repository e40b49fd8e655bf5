package io.diabolo.fuzz;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import java.nio.file.Path;

/** Arrays of NumPy; what begins as a zip does is an {@code .npz}. */
public final class ArrayTarget {

    private ArrayTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] content) {
        boolean zip = content.length > 1 && content[0] == 'P' && content[1] == 'K';
        Path array = Reading.file(zip ? "array.npz" : "array.npy", content);
        Reading.isDoneOrRefused(() -> DataSource.openWhole(array, DataOptions.defaults()));
    }
}
