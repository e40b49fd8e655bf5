package io.diabolo.report;

/**
 * Running text.
 *
 * @param text plain text, not blank; it is escaped when written
 */
public record Paragraph(String text) implements Block {

    public Paragraph {
        Check.text(text, "a paragraph's text");
    }
}
