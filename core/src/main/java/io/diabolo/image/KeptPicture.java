package io.diabolo.image;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * A picture for what takes 8 bits a channel, and what its file held beside the pixels.
 *
 * @param image upright
 * @param metadata as it stands in the file: where EXIF notes an orientation, that is the file's
 * @param density of the upright picture; empty too where nobody asked for it
 */
public record KeptPicture(BufferedImage image, List<MetadataPiece> metadata, Optional<PixelDensity> density) {

    public KeptPicture {
        metadata = List.copyOf(metadata);
    }

    /** Without a density. */
    public KeptPicture(BufferedImage image, List<MetadataPiece> metadata) {
        this(image, metadata, Optional.empty());
    }
}
