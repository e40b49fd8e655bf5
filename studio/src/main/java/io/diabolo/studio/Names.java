package io.diabolo.studio;

/** Names of what is not a file in the root. */
final class Names {

    /** The embedded pictures. */
    static final String GLYPHS = "glyphs";

    /** The photograph that comes with the studio. */
    static final String SAMPLE = "sample";

    private Names() {}
}
