package io.diabolo.data;

import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a picture as the options ask. */
record PictureDecoder(@Nullable Size size, boolean gray) {

    Picture decode(Path file) {
        Picture picture = size == null ? PictureFiles.read(file) : PictureFiles.readFor(size, file);
        Picture coloured = gray ? picture.toGray() : picture;
        return size == null ? coloured : coloured.resize(size);
    }
}
