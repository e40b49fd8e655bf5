package io.diabolo.compress.folder;

import io.diabolo.codec.Codec;
import io.diabolo.error.BadInputException;
import io.diabolo.error.UnsupportedFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where codecs come from. */
public interface CodecSource {

    /**
     * The codec of a folder, or the one for photographs that is shipped.
     *
     * @param folder that {@code codec train} made; null for the shipped one
     * @throws BadInputException if the folder holds no codec
     */
    Codec open(@Nullable Path folder);

    /**
     * The released codec that a file names.
     *
     * @throws UnsupportedFormatException if no released codec has this id
     */
    Codec released(String id);

    /** Those of this machine. */
    static CodecSource installed() {
        return new CodecSource() {
            @Override
            public Codec open(@Nullable Path folder) {
                if (folder == null) {
                    return Codec.photo();
                }
                if (!Files.isRegularFile(folder.resolve(Codec.WEIGHTS))) {
                    throw new BadInputException(
                            "%s is no codec folder: it lacks %s; train one first".formatted(folder, Codec.WEIGHTS));
                }
                return Codec.load(folder);
            }

            @Override
            public Codec released(String id) {
                return Codec.released(id)
                        .orElseThrow(() -> new UnsupportedFormatException(
                                "The file needs the codec %s, which was not found: looked among the released ones, the newest of which is %s; name the folder of your own codec."
                                        .formatted(id, Codec.PHOTO_ID)));
            }
        };
    }
}
