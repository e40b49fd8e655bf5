package io.diabolo.fuzz;

import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.nio.file.Path;

/** A picture of any kind that is read, with its metadata. */
public final class PictureTarget {

    /** Larger ones would take the fuzzer's time with what smaller ones show too. */
    private static final long MOST_PIXELS = 1 << 20;

    private PictureTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] content) {
        Path picture = Reading.file("picture", content);
        Reading.isDoneOrRefused(() -> {
            Size size = PictureFiles.size(picture);
            if ((long) size.width() * size.height() <= MOST_PIXELS) {
                PictureFiles.readWithMetadata(picture, note -> {});
            }
        });
    }
}
