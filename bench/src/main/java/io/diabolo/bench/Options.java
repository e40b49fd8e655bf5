package io.diabolo.bench;

import io.diabolo.error.BadInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param quick only see that it works
 * @param peers whether to compare with Python
 * @param scale scaling curves instead of the table
 * @param pieces rates of single pieces instead of the table
 * @param works those that are done
 * @param data a folder with the data; null to generate it
 * @param out where everything is written
 */
record Options(
        boolean quick,
        boolean peers,
        boolean scale,
        boolean pieces,
        List<Work> works,
        @Nullable Path data,
        Path out) {

    static final String USAGE = """
            usage: bench/run [--quick] [--no-peers] [--works a,b,...] [--scale | --pieces] [--data DIR] [--out DIR]
              --quick      only see that it works: the figures mean nothing
              --no-peers   Diabolo alone; nothing is installed
              --works      of a b c d e f g (default: all)
              --scale      how time and memory grow, instead of the table
              --pieces     rates of batches, picture files and the entropy coder, instead of the table
              --data       Fashion-MNIST's idx files (default: below DIABOLO_DATA; else generated)
              --out        where results go (default: bench/target/results)""";

    /**
     * @param environment the value of DIABOLO_DATA; null where it is not set
     * @param target the folder of what the build makes
     */
    static Options parse(List<String> arguments, @Nullable String environment, Path target) {
        boolean quick = false;
        boolean peers = true;
        boolean scale = false;
        boolean pieces = false;
        List<Work> works = List.of(Work.values());
        Path data = environment == null || environment.isBlank() ? null : Path.of(environment);
        Path out = target.resolve("results");
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--quick" -> quick = true;
                case "--no-peers" -> peers = false;
                case "--scale" -> scale = true;
                case "--pieces" -> pieces = true;
                case "--works" -> works = works(value(arguments, ++i));
                case "--data" -> data = Path.of(value(arguments, ++i));
                case "--out" -> out = Path.of(value(arguments, ++i));
                default -> throw new BadInputException("unknown option '%s'%n%s".formatted(arguments.get(i), USAGE));
            }
        }
        return new Options(quick, peers, scale, pieces, works, data, out);
    }

    private static String value(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new BadInputException("%s needs a value%n%s".formatted(arguments.get(index - 1), USAGE));
        }
        return arguments.get(index);
    }

    /** A letter stands for all lines that begin with it. */
    private static List<Work> works(String text) {
        List<String> asked = Arrays.asList(text.split(",", -1));
        for (String name : asked) {
            if (name.isEmpty()
                    || Arrays.stream(Work.values()).noneMatch(work -> work.id().startsWith(name))) {
                throw new BadInputException(
                        "no work '%s': there are a, b, c, d, e, f (f1 to f4) and g".formatted(name));
            }
        }
        return Arrays.stream(Work.values())
                .filter(work -> asked.stream().anyMatch(work.id()::startsWith))
                .toList();
    }
}
