package io.diabolo.entropy;

/** Takes whole numbers in order, each with the table that says how likely it is. */
public interface SymbolWriter {

    /** Appends a number; any int, however unlikely. */
    void write(SymbolTable table, int value);
}
