package io.diabolo.table;

import java.util.List;

/** Takes a file's rows as they are parsed. */
interface RowSink {

    /** Called once, before all rows. */
    void begin(List<String> names);

    /** A row follows, which begins on that line of the file, from 1. */
    void beginRow(long line);

    /** A cell without blanks around it; the characters are valid only during the call. */
    void cell(int column, char[] text, int start, int length);

    /** All cells of a row were given; whether another row is wanted. */
    boolean endRow();
}
