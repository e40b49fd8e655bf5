package io.diabolo.cli;

import io.diabolo.jobs.StudyRequest.Language;
import java.util.Locale;

/** What a command says, in the language of its report; numbers are written as that language writes them. */
record Phrases(Language language) {

    /** Few terminals' fonts have the narrow space that French groups digits with. */
    private static final char NARROW = '\u202f';

    /** A text with the values of {@link String#format} in it, the same for both languages. */
    String format(String english, String french, Object... values) {
        Locale locale = language == Language.FR ? Locale.FRENCH : Locale.ENGLISH;
        return String.format(locale, language == Language.FR ? french : english, values)
                .replace(NARROW, '\u00a0');
    }

    String text(String english, String french) {
        return language == Language.FR ? french : english;
    }
}
