package io.diabolo.data;

import io.diabolo.data.ArraySource.Opener;
import io.diabolo.data.ArraySource.Part;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code .npy}: one array of samples. {@code .npz}: a zip of arrays, found by name: {@code x_train} with {@code y_train},
 * {@code x_val}, {@code x_test}, {@code train_images} with {@code train_labels}; or one of {@code images, x, X, data,
 * arr_0} with {@code y} or {@code labels}. {@code X} [N, F] is a table whatever its numbers are.
 */
final class NumpyFiles {

    private static final int MAX_ENTRIES = 1_000;
    private static final List<String> SAMPLES = List.of("images", "x", "X", "data", "arr_0");
    private static final String TABLE = "X";
    private static final List<String> LABELS = List.of("y", "labels");

    private NumpyFiles() {}

    static Source readNpy(String name, Path file, ArrayUse use) {
        return ArraySource.read(name, use, new Part(() -> Npy.open(file), null), null, null);
    }

    static Source readNpz(String name, Path file, ArrayUse use) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Arrays arrays = new Arrays(file, zip);
            Part train = arrays.part("train");
            if (train != null) {
                return ArraySource.read(name, use, train, arrays.part("val"), arrays.part("test"));
            }
            Opener samples = arrays.find(SAMPLES);
            if (samples == null) {
                throw new BadInputException("%s holds the arrays %s, and none called x_train, %s"
                        .formatted(file, arrays.names(), String.join(", ", SAMPLES)));
            }
            ArrayUse known = use == ArrayUse.SAMPLES && arrays.isTable() ? ArrayUse.TABLE : use;
            return ArraySource.read(name, known, new Part(samples, arrays.find(LABELS)), null, null);
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be unpacked: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The arrays of an npz by name. */
    private static final class Arrays {
        private final Path file;
        private final ZipFile zip;
        private final TreeMap<String, ZipEntry> entries = new TreeMap<>();

        Arrays(Path file, ZipFile zip) {
            this.file = file;
            this.zip = zip;
            if (zip.size() > MAX_ENTRIES) {
                throw new BadInputException(
                        "%s holds %d arrays, at most %d are read".formatted(file, zip.size(), MAX_ENTRIES));
            }
            zip.stream()
                    .filter(entry -> entry.getName().endsWith(".npy"))
                    .forEach(entry -> entries.put(entry.getName().replaceFirst("\\.npy$", ""), entry));
        }

        List<String> names() {
            return List.copyOf(entries.keySet());
        }

        /** By the name that scikit-learn and ADBench give to the features of a table. */
        boolean isTable() {
            return SAMPLES.stream().filter(entries::containsKey).findFirst().equals(Optional.of(TABLE));
        }

        @Nullable Part part(String use) {
            Opener samples = find(List.of("x_" + use, "X_" + use, use + "_images"));
            return samples == null ? null : new Part(samples, find(List.of("y_" + use, use + "_labels")));
        }

        @Nullable Opener find(List<String> candidates) {
            for (String candidate : candidates) {
                ZipEntry entry = entries.get(candidate);
                if (entry != null) {
                    return () -> open(candidate, entry);
                }
            }
            return null;
        }

        private ArrayStream open(String array, ZipEntry entry) throws IOException {
            // The size that the zip claims is not believed: the packed bytes bound it.
            long available = entry.getCompressedSize() * ArrayStream.MAX_PACKING;
            String where = file + ":" + array;
            CheckedEntry bytes = CheckedEntry.of(where, zip.getInputStream(entry), entry.getCrc());
            return Npy.open(where, new BufferedInputStream(bytes), available);
        }
    }
}
