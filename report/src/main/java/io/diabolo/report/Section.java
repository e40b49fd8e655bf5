package io.diabolo.report;

import java.util.List;

/**
 * A heading and what stands below it.
 *
 * @param title the heading, also the line in the table of contents; not blank
 * @param blocks in the order in which they are read; may be empty
 */
public record Section(String title, List<Block> blocks) {

    public Section {
        Check.text(title, "a section's title");
        blocks = List.copyOf(blocks);
    }
}
