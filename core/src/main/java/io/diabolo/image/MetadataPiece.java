package io.diabolo.image;

/**
 * A block of metadata of a picture's file, as it stands there but for what holds it in its kind of file: EXIF is a TIFF
 * structure, an ICC profile is whole, XMP is its packet of XML.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MetadataPiece(Kind kind, byte[] bytes) {

    /** What can be taken out of a file whole. */
    public enum Kind {
        EXIF("EXIF"),
        ICC("ICC profile"),
        XMP("XMP");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For messages. */
        String words() {
            return words;
        }
    }
}
