package io.diabolo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Text broken between words. */
final class Lines {

    private Lines() {}

    /** As many words on a line as {@code fits} accepts, at least one; no line for blank text. */
    static List<String> of(String text, Predicate<String> fits) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && !fits.test(longer)) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
