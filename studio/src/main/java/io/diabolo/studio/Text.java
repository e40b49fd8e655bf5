package io.diabolo.studio;

/** What others sent, in messages. */
final class Text {

    private static final int MOST = 80;

    private Text() {}

    /** One line of visible characters, not too many. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
    }
}
