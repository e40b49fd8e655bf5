package io.diabolo.jobs.report;

import io.diabolo.study.LimitRow.Variant;
import io.diabolo.study.References.Codec;
import io.diabolo.study.StudyModel;

/** What models, data and codecs are called in each language. */
final class Names {

    private Names() {}

    /** Within a sentence, with its article: {@code the MLP}, {@code le réseau convolutif}. */
    static String the(Lang lang, String model) {
        return lang.text("the ", "le ") + noun(lang, model);
    }

    /** {@code for the MLP}, {@code pour le réseau convolutif}. */
    static String of(Lang lang, String model) {
        return lang.text("of the ", "du ") + noun(lang, model);
    }

    /** {@code MLP}, {@code variational convolutional network}. */
    static String noun(Lang lang, String model) {
        return named(lang, model, lang.text("convolutional network", "réseau convolutif"));
    }

    /** In legends and tables, where room is scarce. */
    static String label(Lang lang, String model) {
        return named(lang, model, lang.text("convolutional", "convolutif"));
    }

    private static String named(Lang lang, String model, String convolutional) {
        StudyModel parsed = StudyModel.parse(model);
        String body = parsed.body() == StudyModel.Body.CONV ? convolutional : "MLP";
        return switch (parsed.kind()) {
            case PLAIN -> body;
            case VARIATIONAL -> lang.format("variational %s", "%s variationnel", body);
            case DENOISING -> lang.format("denoising %s", "%s débruiteur", body);
        };
    }

    /** {@code MLP, latent 8}, {@code MLP, taille 8}. */
    static String label(Lang lang, String model, int latent) {
        return label(lang, model) + lang.format(", latent %s", ", taille %s", lang.integer(latent));
    }

    /** {@link #label(Lang, String, int)} as a title begins. */
    static String title(Lang lang, String model, int latent) {
        return Lang.capital(label(lang, model, latent));
    }

    /** In tables: {@code noise}. */
    static String label(Lang lang, Variant variant) {
        return switch (variant) {
            case UNCHANGED -> lang.text("unchanged", "inchangées");
            case NOISE -> lang.text("noise", "bruitées");
            case SHIFTED -> lang.text("shifted", "décalées");
            case INVERTED -> lang.text("inverted", "inversées");
            case ENLARGED -> lang.text("enlarged", "agrandies");
            case OTHER_DATA -> lang.text("other data", "autres données");
        };
    }

    /** After "on" and "sur": {@code noisy pictures}. */
    static String pictures(Lang lang, Variant variant, String data) {
        return switch (variant) {
            case UNCHANGED -> lang.text("unchanged pictures", "les images inchangées");
            case NOISE -> lang.text("noisy pictures", "les images bruitées");
            case SHIFTED -> lang.text("shifted pictures", "les images décalées");
            case INVERTED -> lang.text("inverted pictures", "les images inversées");
            case ENLARGED -> lang.text("enlarged pictures", "les images agrandies");
            case OTHER_DATA -> lang.format("other data (%s)", "d'autres données (%s)", data);
        };
    }

    static String label(Lang lang, Codec codec) {
        return switch (codec) {
            case AUTOENCODER -> lang.text("autoencoder", "auto-encodeur");
            case JPEG -> lang.text("JPEG, a file each", "JPEG, un fichier par image");
            case JPEG_SHEET -> lang.text("JPEG, one sheet", "JPEG, une planche");
            case PNG -> lang.text("PNG, a file each", "PNG, un fichier par image");
            case PNG_SHEET -> lang.text("PNG, one sheet", "PNG, une planche");
        };
    }
}
