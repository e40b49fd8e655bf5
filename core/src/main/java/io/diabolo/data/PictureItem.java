package io.diabolo.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A picture's file in a folder of pictures.
 *
 * @param name its path below the folder, with slashes
 * @param label the sub-folder that it is in; null where there is none
 * @param part 0 training, 1 validation, 2 test
 */
record PictureItem(Path file, String name, @Nullable String label, int part) {

    /** The number of items of each part. */
    static PartSizes count(Iterable<PictureItem> items) {
        int[] counts = new int[3];
        for (PictureItem item : items) {
            counts[item.part]++;
        }
        return new PartSizes(counts[0], counts[1], counts[2]);
    }
}
