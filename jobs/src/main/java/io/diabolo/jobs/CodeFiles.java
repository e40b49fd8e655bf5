package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.Npy;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.file.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Codes as files: {@code .npy} float32 [N, D], or {@code .csv} with the columns {@code name,z0,z1,...}.
 *
 * @param names of the samples; empty where the file has none
 * @param codes [N, D]
 */
record CodeFiles(List<String> names, Codes codes) {

    private static final long MAX_BYTES = 1L << 30;

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
        return names.isEmpty() ? "%05d".formatted(row) : names.get(row);
    }

    void write(Path file) {
        requireKnown(file);
        if (isNpy(file)) {
            Npy.writeMatrix(file, codes.rows());
            return;
        }
        AtomicFiles.write(file, out -> {
            StringBuilder header = new StringBuilder("name");
            IntStream.range(0, codes.latent()).forEach(i -> header.append(",z").append(i));
            out.write(header.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            for (int row = 0; row < codes.size(); row++) {
                StringBuilder line = new StringBuilder(quoted(names.get(row)));
                for (float value : codes.row(row)) {
                    line.append(',').append(value);
                }
                out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static CodeFiles readCsv(Path file) {
        List<String> names = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        List<String> lines = lines(file);
        int columns = lines.isEmpty() ? 0 : cells(lines.get(0)).size();
        if (columns < 2 || !lines.get(0).startsWith("name,")) {
            throw new CorruptFileException("%s: the first line must be name,z0,z1,...".formatted(file));
        }
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = cells(lines.get(i));
            if (cells.size() != columns) {
                throw new CorruptFileException(
                        "%s, line %d: %d cells, the first line has %d".formatted(file, i + 1, cells.size(), columns));
            }
            names.add(cells.get(0));
            rows.add(numbers(file, i + 1, cells));
        }
        if (rows.isEmpty()) {
            throw new BadInputException("%s holds no code".formatted(file));
        }
        return new CodeFiles(names, Codes.of(rows.toArray(float[][]::new)));
    }

    private static float[] numbers(Path file, int line, List<String> cells) {
        float[] code = new float[cells.size() - 1];
        for (int i = 0; i < code.length; i++) {
            try {
                code[i] = Float.parseFloat(cells.get(i + 1));
            } catch (NumberFormatException e) {
                throw new CorruptFileException(
                        "%s, line %d: '%s' is no number".formatted(file, line, cells.get(i + 1)), e);
            }
        }
        return code;
    }

    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("%s: no such file".formatted(file));
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInputException("%s has %,d bytes, at most %,d are read: use .npy"
                        .formatted(file, Files.size(file), MAX_BYTES));
            }
            return Files.readString(file)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read as text: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The cells of a line; only the name may stand in quotes, in which a quote is doubled. */
    private static List<String> cells(String line) {
        if (!line.startsWith("\"")) {
            return List.of(line.split(",", -1));
        }
        int end = 1;
        while (end < line.length() && (line.charAt(end) != '"' || line.startsWith("\"\"", end))) {
            end += line.charAt(end) == '"' ? 2 : 1;
        }
        List<String> cells = new ArrayList<>();
        cells.add(line.substring(1, Math.min(end, line.length())).replace("\"\"", "\""));
        cells.addAll(List.of(line.substring(Math.min(end + 2, line.length())).split(",", -1)));
        return cells;
    }

    private static String quoted(String name) {
        String line = name.replaceAll("\\R", " ");
        return line.matches("[^,\"]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }

    private static boolean isNpy(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }
}
