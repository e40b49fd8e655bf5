package io.diabolo.report;

/**
 * A sentence or two set apart from the running text.
 *
 * @param kind what it is; its name is written above the text in the report's language
 * @param text plain text, not blank; it is escaped when written
 */
public record Callout(Kind kind, String text) implements Block {

    /** What a callout says: the result, a danger to the result, or a remark. */
    public enum Kind {
        ANSWER,
        WARNING,
        NOTE
    }

    public Callout {
        Check.text(text, "a callout's text");
    }
}
