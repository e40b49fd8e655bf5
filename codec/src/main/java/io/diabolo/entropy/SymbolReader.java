package io.diabolo.entropy;

import io.diabolo.error.CorruptFileException;

/** Gives back the numbers that a {@link SymbolWriter} took, in the same order, if it is asked with the same tables. */
public interface SymbolReader {

    /**
     * The next number. Damaged input gives wrong numbers or the exception, never anything else.
     *
     * @throws CorruptFileException if the input has ended or holds what no writer writes
     */
    int read(SymbolTable table);
}
