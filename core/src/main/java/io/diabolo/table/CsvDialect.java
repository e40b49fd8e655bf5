package io.diabolo.table;

import io.diabolo.error.BadInputException;

/**
 * How a file of separated values is written.
 *
 * @param delimiter between cells: comma, semicolon, tab or {@code |}
 * @param quote around cells that hold a delimiter, a quote (doubled) or the end of a line: {@code "} or {@code '}
 * @param header whether the first line names the columns
 * @param decimalComma whether numbers are written as {@code 1,5}; else as {@code 1.5}
 * @param encoding of the file
 * @source RFC 4180 (commas, double quotes); the other dialects are those of spreadsheets
 */
public record CsvDialect(char delimiter, char quote, boolean header, boolean decimalComma, TextEncoding encoding) {

    static final String DELIMITERS = ",;\t|";

    public CsvDialect {
        if (DELIMITERS.indexOf(delimiter) < 0 || (quote != '"' && quote != '\'')) {
            throw new BadInputException(
                    "the delimiter must be a comma, semicolon, tab or | and the quote \" or ', were '%s' and '%s'"
                            .formatted(delimiter, quote));
        }
    }

    /** RFC 4180: commas, double quotes, a header, decimal points, UTF-8. */
    public static CsvDialect standard() {
        return new CsvDialect(',', '"', true, false, TextEncoding.UTF_8);
    }

    public CsvDialect withHeader(boolean newHeader) {
        return new CsvDialect(delimiter, quote, newHeader, decimalComma, encoding);
    }

    public CsvDialect withEncoding(TextEncoding newEncoding) {
        return new CsvDialect(delimiter, quote, header, decimalComma, newEncoding);
    }

    /** For the user, for example {@code delimiter ';', decimal comma, header, UTF-8}. */
    public String describe() {
        return "delimiter %s, %s%s, %s%s"
                .formatted(
                        delimiter == '\t' ? "tab" : "'" + delimiter + "'",
                        quote == '"' ? "" : "quote ', ",
                        decimalComma ? "decimal comma" : "decimal point",
                        header ? "header, " : "no header, ",
                        encoding);
    }
}
