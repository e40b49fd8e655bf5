package io.diabolo.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the dialect that explains the start of a file best: rows of one width, with many numbers and times. */
final class DialectDetector {

    private static final int MOST_RECORDS = 1_000;

    /** What a dialect is worth where the first row has another width than most: such a file cannot be read. */
    private static final double ODD_FIRST_ROW = 0.3;

    /** What one column is worth: less than any number of rows that agree on more. */
    private static final double ONE_COLUMN = 0.4;

    private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");

    private final String text;
    private final boolean whole;
    private final TextEncoding encoding;

    /** @param whole whether the text is the whole file; else its last line may be cut */
    DialectDetector(String text, boolean whole, TextEncoding encoding) {
        this.text = text;
        this.whole = whole;
        this.encoding = encoding;
    }

    CsvDialect detect(CsvOverrides overrides) {
        Character given = overrides.delimiter();
        String delimiters = given == null ? CsvDialect.DELIMITERS : given.toString();
        Attempt best = attempt(delimiters.charAt(0), overrides);
        for (char delimiter : delimiters.substring(1).toCharArray()) {
            Attempt attempt = attempt(delimiter, overrides);
            best = attempt.score > best.score ? attempt : best;
        }
        boolean header = overrides.header() == null ? hasHeader(best) : overrides.header();
        return best.dialect.withHeader(header);
    }

    private Attempt attempt(char delimiter, CsvOverrides overrides) {
        char quote = quote(delimiter);
        CsvDialect plain = new CsvDialect(delimiter, quote, true, false, encoding);
        List<String[]> records = records(plain);
        boolean comma =
                overrides.decimalComma() == null ? isDecimalComma(delimiter, records) : overrides.decimalComma();
        CsvDialect dialect = new CsvDialect(delimiter, quote, true, comma, encoding);
        return new Attempt(dialect, records, score(records, comma));
    }

    private List<String[]> records(CsvDialect dialect) {
        List<String[]> records = new ArrayList<>();
        try (CsvReader<String[]> reader =
                CsvFile.reader(dialect, StringArrayHandler.builder().build(), new StringReader(text))) {
            for (String[] record : reader) {
                records.add(record);
                if (records.size() == MOST_RECORDS) {
                    return records;
                }
            }
        } catch (CsvParseException e) {
            // A quote that is open where the sample ends, or damage that reading will name: what came before counts.
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return whole || records.size() < 2 ? records : records.subList(0, records.size() - 1);
    }

    /** From 0: the share of rows of the usual width, squared, times one to two by how many cells are numbers or times. */
    private static double score(List<String[]> records, boolean decimalComma) {
        if (records.isEmpty()) {
            return 0;
        }
        Map<Integer, Integer> widths = new HashMap<>();
        records.forEach(record -> widths.merge(record.length, 1, Integer::sum));
        Map.Entry<Integer, Integer> usual =
                widths.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        double share = (double) usual.getValue() / records.size();
        double weight = records.get(0).length != usual.getKey() ? ODD_FIRST_ROW : usual.getKey() == 1 ? ONE_COLUMN : 1;
        return weight * share * share * (1 + typedShare(records, new CellParser(decimalComma)));
    }

    private static double typedShare(List<String[]> records, CellParser parser) {
        int typed = 0;
        int present = 1;
        for (String[] record : records) {
            for (String cell : record) {
                CellParser.Kind kind = kind(parser, cell);
                typed += isTyped(kind) ? 1 : 0;
                present += kind == CellParser.Kind.MISSING ? 0 : 1;
            }
        }
        return (double) typed / present;
    }

    /** A comma that delimits, or that may set thousands apart, makes no decimal comma. */
    private static boolean isDecimalComma(char delimiter, List<String[]> records) {
        CellParser points = new CellParser(false);
        CellParser commas = new CellParser(true);
        int withPoint = 0;
        int withComma = 0;
        boolean certain = delimiter == ';';
        for (String[] record : records) {
            for (String cell : record) {
                boolean comma = cell.indexOf(',') >= 0 && kind(commas, cell) == CellParser.Kind.NUMBER;
                withComma += comma ? 1 : 0;
                certain |= comma && !THOUSANDS.matcher(cell.strip()).matches();
                withPoint += cell.indexOf('.') >= 0 && kind(points, cell) == CellParser.Kind.NUMBER ? 1 : 0;
            }
        }
        return delimiter != ',' && certain && withComma > withPoint;
    }

    /**
     * By column, text above numbers speaks for a header and a number above numbers against one. Where nothing speaks, a
     * first row of different texts is one.
     */
    private static boolean hasHeader(Attempt attempt) {
        CellParser parser = new CellParser(attempt.dialect.decimalComma());
        String[] first = attempt.records.isEmpty() ? new String[0] : attempt.records.get(0);
        int votes = 0;
        boolean allText = true;
        for (int column = 0; column < first.length; column++) {
            CellParser.Kind kind = kind(parser, first[column]);
            allText &= !isTyped(kind);
            if (kind != CellParser.Kind.MISSING && isTypedBelow(attempt.records, column, parser)) {
                votes += isTyped(kind) ? -1 : 1;
            }
        }
        boolean different = new HashSet<>(List.of(first)).size() == first.length;
        return votes > 0 || (votes == 0 && allText && different);
    }

    /** Whether there are numbers or times below the first row, and no texts. */
    private static boolean isTypedBelow(List<String[]> records, int column, CellParser parser) {
        boolean any = false;
        for (String[] record : records.subList(1, records.size())) {
            if (column < record.length) {
                CellParser.Kind kind = kind(parser, record[column]);
                if (kind == CellParser.Kind.TEXT) {
                    return false;
                }
                any |= isTyped(kind);
            }
        }
        return any;
    }

    /** The single quote, where there is no double one and most lines have a cell in single ones. */
    private char quote(char delimiter) {
        String edge = Pattern.quote(String.valueOf(delimiter));
        if (text.indexOf('"') >= 0 || text.indexOf('\'') < 0) {
            return '"';
        }
        Pattern quoted = Pattern.compile("(?:^|%s)'[^'\r\n]*'(?:%s|$)".formatted(edge, edge));
        long lines = text.lines().count();
        long found = text.lines().filter(line -> quoted.matcher(line).find()).count();
        return 2 * found > lines ? '\'' : '"';
    }

    private static CellParser.Kind kind(CellParser parser, String cell) {
        String trimmed = cell.trim();
        return parser.parse(trimmed.toCharArray(), 0, trimmed.length());
    }

    private static boolean isTyped(CellParser.Kind kind) {
        return kind == CellParser.Kind.NUMBER || kind == CellParser.Kind.TIME;
    }

    /** The rows that a dialect gives, and what they are worth. */
    private record Attempt(CsvDialect dialect, List<String[]> records, double score) {}
}
