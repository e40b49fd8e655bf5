package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages say is there in French, and nothing else is. */
class WordsTest {

    private static final Pattern SAID = Pattern.compile("\\bt\\(\\s*\"([^\"]+)\"");
    private static final Pattern KNOWN = Pattern.compile("(?m)^  (?:\"([^\"]+)\"|([A-Za-z]+)):");

    private final Pages pages = new Pages();

    private Set<String> known() {
        Set<String> known = new TreeSet<>();
        KNOWN.matcher(pages.text("words.js"))
                .results()
                .forEach(found -> known.add(found.group(1) == null ? found.group(2) : found.group(1)));
        return known;
    }

    @Test
    void sentences_ofThePages_haveTheirFrench() {
        Set<String> said = new TreeSet<>();
        for (String name : pages.names()) {
            if (name.endsWith(".js") && !name.startsWith("lib/")) {
                SAID.matcher(pages.text(name)).results().forEach(found -> said.add(found.group(1)));
            }
        }
        assertThat(said).hasSizeGreaterThan(50);
        assertThat(known()).containsAll(said);
    }

    @Test
    void french_ofTheWords_isUsed() {
        StringBuilder all = new StringBuilder();
        pages.names().stream()
                .filter(name -> name.endsWith(".js") && !name.equals("words.js"))
                .forEach(name -> all.append(pages.text(name)));
        for (String word : known()) {
            // Kinds of data come from the server.
            if (!Set.of("table", "array", "pictures").contains(word)) {
                assertThat(all.toString()).contains("\"" + word + "\"");
            }
        }
    }
}
