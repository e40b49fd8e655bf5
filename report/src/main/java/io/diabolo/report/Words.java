package io.diabolo.report;

import java.util.Locale;

/** The report's own few words, English where there is no translation. */
enum Words {
    ENGLISH,
    FRENCH;

    static Words in(Locale locale) {
        return locale.getLanguage().equals("fr") ? FRENCH : ENGLISH;
    }

    /** Above the table of contents. */
    String contents() {
        return choose("Contents", "Sommaire");
    }

    /** After their number. */
    String parameters() {
        return choose("parameters", "paramètres");
    }

    /** Behind the name of an axis. */
    String scale(boolean logarithmic) {
        return logarithmic ? choose(", log scale", ", échelle log.") : choose(", linear", ", linéaire");
    }

    /** Below a map of points. */
    String mapHint() {
        return choose(
                "Point at a dot to see what it is; drag to move, wheel or + and - to zoom, double click to see all, arrow keys to walk from dot to dot.",
                "Pointez un point pour voir ce qu\u2019il est ; glissez pour déplacer, molette ou + et - pour agrandir, double clic pour tout voir, flèches pour aller de point en point.");
    }

    /** Instead of a map of points. */
    String mapWithoutScript() {
        return choose(
                "This map needs JavaScript; the same charts lie beside this file in charts.",
                "Cette carte demande JavaScript ; les mêmes graphiques se trouvent à côté de ce fichier, dans charts.");
    }

    String of(Callout.Kind kind) {
        return switch (kind) {
            case ANSWER -> choose("Answer", "Réponse");
            case WARNING -> choose("Warning", "Attention");
            case NOTE -> choose("Note", "Remarque");
        };
    }

    String of(NetworkDiagram.Group group) {
        return switch (group) {
            case INPUT -> choose("Input", "Entrée");
            case ENCODER -> choose("Encoder", "Encodeur");
            case BOTTLENECK -> choose("Bottleneck", "Goulot");
            case DECODER -> choose("Decoder", "Décodeur");
            case OUTPUT -> choose("Output", "Sortie");
        };
    }

    private String choose(String english, String french) {
        return this == FRENCH ? french : english;
    }
}
