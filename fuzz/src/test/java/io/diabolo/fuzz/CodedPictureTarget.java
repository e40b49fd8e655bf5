package io.diabolo.fuzz;

import io.diabolo.codec.Codec;
import io.diabolo.codec.PictureHeader;
import io.diabolo.codec.archive.KeptMetadata;

/** A {@code .dbl} file; small pictures are decoded with the shipped codec. */
public final class CodedPictureTarget {

    private static final Codec CODEC = Codec.photo().withThreads(1);

    /** Larger ones would take the fuzzer's time with what smaller ones show too. */
    private static final long MOST_PIXELS = 64 * 64;

    private CodedPictureTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] content) {
        Reading.isDoneOrRefused(() -> {
            PictureHeader header = Codec.describe(content);
            KeptMetadata.read(content);
            if ((long) header.width() * header.height() <= MOST_PIXELS) {
                CODEC.decompress(content);
            }
        });
    }
}
