package io.diabolo.data;

import java.util.List;

/**
 * A column of a table as a model sees it.
 *
 * @param name as in the file
 * @param levels the names of a category's values, in the order of their indices; empty for a number
 */
public record TableColumn(String name, List<String> levels) {

    public TableColumn {
        levels = List.copyOf(levels);
    }

    public static TableColumn number(String name) {
        return new TableColumn(name, List.of());
    }

    public boolean isCategory() {
        return !levels.isEmpty();
    }
}
