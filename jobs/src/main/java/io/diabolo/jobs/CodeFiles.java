package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.Npy;
import io.diabolo.error.BadInputException;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.CsvRows;
import io.diabolo.table.TableFormat;
import io.diabolo.table.TableWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Codes as files: {@code .npy} float32 [N, D], or {@code .csv} with the columns {@code name,z0,z1,...}. What is read may lack
 * names and header.
 *
 * @param names of the samples; empty where the file has none
 * @param codes [N, D]
 */
record CodeFiles(List<String> names, Codes codes) {

    private static final String NAME = "name";

    /** @throws BadInputException for another ending than .npy and .csv */
    static void requireKnown(Path file) {
        if (!isNpy(file) && !isCsv(file)) {
            throw new BadInputException("%s: codes are .npy or .csv files".formatted(file));
        }
    }

    static CodeFiles read(Path file) {
        requireKnown(file);
        return isNpy(file) ? new CodeFiles(List.of(), Codes.of(Npy.readMatrix(file))) : readCsv(file);
    }

    /** Of a sample; its number where the file has no names. */
    String name(int row) {
        return names.isEmpty() ? String.format(Locale.ROOT, "%05d", row) : names.get(row);
    }

    void write(Path file) {
        requireKnown(file);
        if (isNpy(file)) {
            Npy.writeMatrix(file, codes.rows());
            return;
        }
        List<String> columns = new ArrayList<>(List.of(NAME));
        IntStream.range(0, codes.latent()).forEach(i -> columns.add("z" + i));
        TableWriter.write(file, new TableFormat(CsvDialect.standard(), TableFormat.Digits.FLOAT), columns, writer -> {
            for (int row = 0; row < codes.size(); row++) {
                writer.text(name(row));
                for (float value : codes.row(row)) {
                    writer.number(value);
                }
                writer.endRow();
            }
        });
    }

    /** The first column holds names if it is called so, or if one of its cells is no number. */
    private static CodeFiles readCsv(Path file) {
        CsvRows rows = CsvRows.open(file);
        List<String> first = new ArrayList<>(rows.size());
        rows.forEach((line, cells) -> first.add(cells.get(0)));
        boolean named = rows.names().get(0).equalsIgnoreCase(NAME)
                || first.stream().anyMatch(cell -> rows.number(cell).isEmpty());
        int from = named ? 1 : 0;
        int latent = rows.names().size() - from;
        if (latent == 0 || rows.size() == 0) {
            throw new BadInputException(
                    "%s holds no code: codes are rows of name,z0,z1,..., or of numbers alone".formatted(file));
        }
        List<float[]> codes = new ArrayList<>(rows.size());
        rows.forEach((line, cells) -> {
            float[] code = new float[latent];
            for (int i = 0; i < latent; i++) {
                code[i] = number(file, rows, line, cells.get(from + i));
            }
            codes.add(code);
        });
        return new CodeFiles(named ? first : List.of(), Codes.of(codes.toArray(float[][]::new)));
    }

    private static float number(Path file, CsvRows rows, long line, String cell) {
        OptionalDouble number = rows.number(cell);
        if (number.isEmpty() || Double.isNaN(number.getAsDouble())) {
            throw new BadInputException(
                    "%s, line %d: '%s' is no number, and a code has nothing else: mend or remove the row"
                            .formatted(file, line, cell));
        }
        return (float) number.getAsDouble();
    }

    private static boolean isNpy(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }
}
