package io.diabolo.table;

import io.diabolo.error.BadInputException;
import java.util.List;

/**
 * How a table is read.
 *
 * @param columns names of the only columns wanted, which keep the order of the file; empty for all
 * @param ignore names of columns to leave out
 * @param categories names of columns that are categories even if they look like numbers or times
 * @param csv what is known of the file's dialect
 * @param limit the largest number of rows taken, the first ones; 0 for all
 * @param memoryBudget the bytes that cells may take on the heap; a larger table goes to a temporary file
 */
public record TableOptions(
        List<String> columns,
        List<String> ignore,
        List<String> categories,
        CsvOverrides csv,
        int limit,
        long memoryBudget) {

    public TableOptions {
        columns = List.copyOf(columns);
        ignore = List.copyOf(ignore);
        categories = List.copyOf(categories);
        if (limit < 0 || memoryBudget < 0) {
            throw new BadInputException(
                    "the limit of rows must be 0 (all) or more and the memory budget 0 bytes or more, "
                            + "were %d and %d".formatted(limit, memoryBudget));
        }
    }

    /** All columns and rows, everything detected, a quarter of the heap. */
    public static TableOptions defaults() {
        return new TableOptions(
                List.of(),
                List.of(),
                List.of(),
                CsvOverrides.none(),
                0,
                Runtime.getRuntime().maxMemory() / 4);
    }

    public TableOptions withColumns(List<String> newColumns) {
        return new TableOptions(newColumns, ignore, categories, csv, limit, memoryBudget);
    }

    public TableOptions withIgnore(List<String> newIgnore) {
        return new TableOptions(columns, newIgnore, categories, csv, limit, memoryBudget);
    }

    public TableOptions withCategories(List<String> newCategories) {
        return new TableOptions(columns, ignore, newCategories, csv, limit, memoryBudget);
    }

    public TableOptions withCsv(CsvOverrides newCsv) {
        return new TableOptions(columns, ignore, categories, newCsv, limit, memoryBudget);
    }

    public TableOptions withLimit(int newLimit) {
        return new TableOptions(columns, ignore, categories, csv, newLimit, memoryBudget);
    }

    public TableOptions withMemoryBudget(long newMemoryBudget) {
        return new TableOptions(columns, ignore, categories, csv, limit, newMemoryBudget);
    }
}
