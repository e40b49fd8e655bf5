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
