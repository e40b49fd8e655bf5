package io.diabolo.cli;

import io.diabolo.jobs.StudyRequest.Language;
import io.diabolo.jobs.TextTable;
import io.diabolo.jobs.report.Remarks;
import java.util.Locale;

/** What a command says, in the language of its report; numbers are written as that language writes them. */
record Phrases(Language language) {

    /** Few terminals' fonts have the narrow space that French groups digits with. */
    private static final char NARROW = '\u202f';

    /** A text with the values of {@link String#format} in it, the same for both languages. */
    String format(String english, String french, Object... values) {
        Locale locale = language.locale();
        return String.format(locale, language == Language.FR ? french : english, values)
                .replace(NARROW, '\u00a0');
    }

    /** A finished sentence of the library, as far as it is known in this language. */
    String remark(String sentence) {
        return language == Language.FR ? Remarks.in(Locale.FRENCH, sentence) : sentence;
    }

    /** A few words of the library, as those in its tables. */
    String cell(String words) {
        return language == Language.FR ? Remarks.cellIn(Locale.FRENCH, words) : words;
    }

    /** A table of the library: its words as far as they are known, its numbers with a decimal comma. */
    TextTable table(TextTable table) {
        return language == Language.FR ? table.mapped(cell -> Remarks.cellIn(Locale.FRENCH, cell)) : table;
    }

    String text(String english, String french) {
        return language == Language.FR ? french : english;
    }
}
