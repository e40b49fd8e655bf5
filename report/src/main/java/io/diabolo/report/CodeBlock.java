package io.diabolo.report;

/**
 * Command lines or other text in which every character counts.
 *
 * @param code the lines, separated by {@code \n}; not blank
 */
public record CodeBlock(String code) implements Block {

    public CodeBlock {
        Check.text(code, "a code block");
    }
}
