package io.diabolo.entropy;

/** Gives back the numbers that a {@link SymbolWriter} took, in the same order, if it is asked with the same tables. */
public interface SymbolReader {

    /** The next number. */
    int read(SymbolTable table);
}
