package io.diabolo.bench;

import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that is written by a program: between two comments, which stay. */
final class ReadmeBlock {

    private ReadmeBlock() {}

    /** @throws BadInputException if the document lacks the comments */
    static void replace(Path document, String name, String text) {
        String begin = "<!-- begin %s -->".formatted(name);
        String end = "<!-- end %s -->".formatted(name);
        try {
            String whole = Files.readString(document);
            int from = whole.indexOf(begin);
            int to = whole.indexOf(end);
            if (from < 0 || to < from) {
                throw new BadInputException(
                        "%s must hold the line %s and behind it %s: put them where the results belong"
                                .formatted(document, begin, end));
            }
            AtomicFiles.writeString(
                    document,
                    whole.substring(0, from + begin.length()) + "\n\n" + text.strip() + "\n\n" + whole.substring(to));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + document, e);
        }
    }
}
