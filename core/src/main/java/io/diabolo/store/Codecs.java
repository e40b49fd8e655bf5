package io.diabolo.store;

import io.diabolo.codec.Codec;
import io.diabolo.error.BadInputException;
import io.diabolo.error.UnsupportedFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where codecs come from. */
@FunctionalInterface
public interface Codecs {

    /**
     * The codec of a folder, or the one for photographs that is shipped.
     *
     * @param folder that {@code codec train} made; null for the one for photographs, of which there is none yet
     * @throws BadInputException if the folder holds no codec
     */
    Codec open(@Nullable Path folder);

    /** Those of this machine. */
    static Codecs installed() {
        return folder -> {
            if (folder == null) {
                throw new UnsupportedFormatException(
                        "this release ships no codec for photographs yet: name a folder that ./diabolo codec train made with --codec");
            }
            if (!Files.isRegularFile(folder.resolve(Codec.WEIGHTS))) {
                throw new BadInputException("%s is no codec folder: it lacks %s; train one with ./diabolo codec train"
                        .formatted(folder, Codec.WEIGHTS));
            }
            return Codec.load(folder);
        };
    }
}
