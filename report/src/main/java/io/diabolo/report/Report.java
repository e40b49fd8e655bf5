package io.diabolo.report;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;

/**
 * A document to hand in.
 *
 * @param title the heading of the whole; not blank
 * @param subtitle a line below it; may be empty
 * @param language the BCP 47 tag of the language that the texts are written in, such as {@code en} or {@code fr}. Numbers
 *     follow it, and so do the report's own few words, which are English where there is no translation
 * @param sections in reading order; at least one
 * @param footer the last line; may be empty
 */
public record Report(String title, String subtitle, String language, List<Section> sections, String footer) {

    public Report {
        Check.text(title, "a report's title");
        sections = List.copyOf(sections);
        Check.notEmpty(sections, "a report's sections");
        try {
            if (new Locale.Builder()
                    .setLanguageTag(language)
                    .build()
                    .getLanguage()
                    .isEmpty()) {
                throw new IllegalArgumentException("a report's language must be a tag such as en, was empty");
            }
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException("a report's language must be a tag such as en, was " + language, e);
        }
    }

    /** The language as the JDK knows it. */
    public Locale locale() {
        return Locale.forLanguageTag(language);
    }
}
