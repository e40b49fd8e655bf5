package io.diabolo.jobs;

import io.diabolo.codec.archive.Metadata;
import io.diabolo.image.MetadataPiece;
import java.util.List;

/** Metadata of pictures' files as the codec's files have them, and back. */
final class StoredMetadata {

    private StoredMetadata() {}

    static List<Metadata> of(List<MetadataPiece> pieces) {
        return pieces.stream()
                .map(piece -> new Metadata(Metadata.Kind.valueOf(piece.kind().name()), piece.bytes()))
                .toList();
    }

    static List<MetadataPiece> pieces(List<Metadata> stored) {
        return stored.stream()
                .map(piece -> new MetadataPiece(
                        MetadataPiece.Kind.valueOf(piece.kind().name()), piece.bytes()))
                .toList();
    }
}
