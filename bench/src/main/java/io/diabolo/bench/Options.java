package io.diabolo.bench;

import io.diabolo.error.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param quick only see that it works
 * @param peers whether to compare with Python
 * @param works those that are done
 * @param effort how much is measured
 * @param data a folder with the data; null to generate it
 * @param out where everything is written
 */
record Options(
        Mode mode,
        boolean quick,
        boolean peers,
        Works works,
        Effort effort,
        @Nullable Path data,
        Path out) {

    static final String USAGE = """
            usage: bench/run [MODE] [--works a,b,...] [--seeds N] [--late-seeds N] [--minutes M] [--fresh] [--quick] [--no-peers] [--data DIR] [--out DIR]
              MODE         --quality     test errors over seconds, against PyTorch scripts
                           --throughput  images a second
                           --busy        the same, with one processor kept busy by another process
                           --choose      only what the tuned script chooses on validation data, which --quality does too
                           --scale       how time and memory grow
                           --nodes       a training that processes share over the loopback, and what more machines would give
                           --pieces      rates of batches, picture files and the entropy coder
                           --report      tables and charts of what is in --out, and the blocks in bench/README.md
                           (default: --quality, then --throughput)
              --works      %s (mlp stands for all of mlp-);
                           of the throughput a b c d f g (default: all)
              --seeds      trainings of each, 1 to 9 (default: 3)
              --late-seeds how many of them are trained to the end, the others for 3 epochs of 10 (default: 1)
              --minutes    begin no training after so many minutes; the same command goes on
              --fresh      forget what was measured before, instead of going on with it
              --quick      only see that it works: the figures mean nothing
              --no-peers   Diabolo alone; nothing is installed
              --data       a folder such as that of DIABOLO_DATA, which is the default; else data is generated
              --out        where results go (default: bench/results; of a quick run bench/target/quick)""".formatted(
                    Arrays.stream(QualityWork.values()).map(QualityWork::id).collect(Collectors.joining(" ")));

    /**
     * The works of both tables.
     *
     * @param named whether they were chosen, instead of all being meant
     */
    record Works(List<QualityWork> quality, List<Work> throughput, boolean named) {
        static Works all() {
            return new Works(List.of(QualityWork.values()), List.of(Work.values()), false);
        }
    }

    /**
     * How much is measured.
     *
     * @param seeds trainings of each
     * @param lateSeeds how many of them are as long as the longest; they take most of the time
     * @param minutes after which nothing new begins; infinite for no limit
     * @param fresh whether what was measured before is forgotten
     */
    record Effort(int seeds, int lateSeeds, double minutes, boolean fresh) {
        static final Effort USUAL = new Effort(3, 1, Double.POSITIVE_INFINITY, false);

        private Effort withSeeds(int newSeeds) {
            return new Effort(newSeeds, lateSeeds, minutes, fresh);
        }

        private Effort withLateSeeds(int newLateSeeds) {
            return new Effort(seeds, newLateSeeds, minutes, fresh);
        }

        private Effort withMinutes(double newMinutes) {
            return new Effort(seeds, lateSeeds, newMinutes, fresh);
        }

        private Effort afresh() {
            return new Effort(seeds, lateSeeds, minutes, true);
        }
    }

    /**
     * @param environment the value of DIABOLO_DATA; null where it is not set
     * @param bench the folder {@code bench}
     */
    static Options parse(List<String> arguments, @Nullable String environment, Path bench) {
        Mode mode = Mode.ALL;
        boolean quick = false;
        boolean peers = true;
        Works works = Works.all();
        Effort effort = Effort.USUAL;
        Path data = environment == null || environment.isBlank() ? null : Path.of(environment);
        @Nullable Path out = null;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--quality", "--throughput", "--busy", "--choose", "--scale", "--nodes", "--pieces", "--report" ->
                    mode = mode(mode, arguments.get(i));
                case "--quick" -> quick = true;
                case "--no-peers" -> peers = false;
                case "--fresh" -> effort = effort.afresh();
                case "--works" -> works = works(value(arguments, ++i));
                case "--seeds" -> effort = effort.withSeeds(seeds(value(arguments, ++i)));
                case "--late-seeds" -> effort = effort.withLateSeeds(seeds(value(arguments, ++i)));
                case "--minutes" -> effort = effort.withMinutes(minutes(value(arguments, ++i)));
                case "--data" -> data = Path.of(value(arguments, ++i));
                case "--out" -> out = Path.of(value(arguments, ++i));
                default -> throw new BadInputException("unknown option '%s'%n%s".formatted(arguments.get(i), USAGE));
            }
        }
        // What a quick run leaves must not take the place of real results.
        Path usual = quick ? bench.resolve("target/quick") : bench.resolve("results");
        return new Options(mode, quick, peers, works, effort, data, out == null ? usual : out);
    }

    private static Mode mode(Mode before, String option) {
        if (before != Mode.ALL) {
            throw new BadInputException("%s: one mode at a time%n%s".formatted(option, USAGE));
        }
        return Mode.valueOf(option.substring(2).toUpperCase(java.util.Locale.ROOT));
    }

    private static String value(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new BadInputException("%s needs a value%n%s".formatted(arguments.get(index - 1), USAGE));
        }
        return arguments.get(index);
    }

    private static int seeds(String text) {
        if (!text.matches("[1-9]")) {
            throw new BadInputException("seeds must be 1 to 9, was '%s'".formatted(text));
        }
        return Integer.parseInt(text);
    }

    private static double minutes(String text) {
        if (!text.matches("\\d{1,4}(\\.\\d+)?")) {
            throw new BadInputException("--minutes must be a number of minutes, was '%s'".formatted(text));
        }
        return Double.parseDouble(text);
    }

    /** A name stands for all works that begin with it: {@code mlp} for {@code mlp-2} and the like, {@code f} for f1 to f4. */
    private static Works works(String text) {
        List<QualityWork> quality = new ArrayList<>();
        List<Work> throughput = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            List<QualityWork> ofQuality = Stream.of(QualityWork.values())
                    .filter(work -> work.id().equals(name) || work.id().startsWith(name + "-"))
                    .toList();
            List<Work> ofThroughput = Stream.of(Work.values())
                    .filter(work -> work.id().equals(name)
                            || (name.length() == 1 && work.id().startsWith(name)))
                    .toList();
            if (ofQuality.isEmpty() && ofThroughput.isEmpty()) {
                throw new BadInputException("no work '%s': there are %s, and a, b, c, d, f (f1 to f4) and g"
                        .formatted(
                                name,
                                Stream.of(QualityWork.values())
                                        .map(QualityWork::id)
                                        .collect(Collectors.joining(", "))));
            }
            quality.addAll(ofQuality);
            throughput.addAll(ofThroughput);
        }
        return new Works(
                quality.stream().distinct().sorted().toList(),
                throughput.stream().distinct().sorted().toList(),
                true);
    }
}
