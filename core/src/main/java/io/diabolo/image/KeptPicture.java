package io.diabolo.image;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture for what takes 8 bits a channel, and what its file held beside the pixels.
 *
 * @param image upright
 * @param metadata as it stands in the file: where EXIF notes an orientation, that is the file's
 */
public record KeptPicture(BufferedImage image, List<MetadataPiece> metadata) {

    public KeptPicture {
        metadata = List.copyOf(metadata);
    }
}
