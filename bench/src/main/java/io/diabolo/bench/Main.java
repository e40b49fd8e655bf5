package io.diabolo.bench;

import io.diabolo.error.DiaboloException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code bench/run}: does the works with all sides in turn, and writes what came out. */
public final class Main {

    private final Path root;
    private final Options options;
    private final BenchData data;
    private final List<String> notes = new ArrayList<>();

    private Main(Path root, Options options) {
        this.root = root;
        this.options = options;
        data = new BenchData(options.data(), root.resolve("bench/target/data"), options.quick());
    }

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        List<String> arguments = Arrays.asList(args);
        if (arguments.contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Path root = Path.of(args[0]);
        try {
            Options options = Options.parse(
                    arguments.subList(1, arguments.size()),
                    System.getenv("DIABOLO_DATA"),
                    root.resolve("bench/target"));
            Main main = new Main(root, options);
            if (options.scale()) {
                ScaleCurves.run(main.data, options, Main::say);
            } else if (options.pieces()) {
                Pieces.run(root.resolve("bench/target"), options.quick(), System.out::println);
            } else {
                main.run();
            }
        } catch (DiaboloException | Protocol.WorkerException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException {
        List<Side> sides = sides();
        Path logs = options.out().resolve("logs");
        Rounds rounds = new Rounds(sides, data, logs, options.quick(), Main::say, notes);
        say("measuring the largest products");
        List<Results.PeakRow> peaks = rounds.peaks();
        List<Results.WorkResult> works = new ArrayList<>();
        List<Results.StepRow> steps = new ArrayList<>();
        for (Work work : options.works()) {
            if (work.kind() == Work.Kind.START) {
                works.addAll(startUp(sides, logs));
            } else {
                works.add(rounds.run(work));
            }
            if (work.kind() == Work.Kind.TRAIN) {
                rounds.steps(work, sides.get(0)).ifPresent(steps::add);
            }
            // After each, as all of them take long: what was measured is there also where somebody stops it.
            BenchReport.write(results(peaks, works, steps), options.out());
        }
        print(results(peaks, works, steps));
        boolean failed = works.stream().anyMatch(work -> work.side(Side.DIABOLO).isEmpty());
        if (failed || peaks.isEmpty()) {
            throw new Protocol.WorkerException("Diabolo could not do all works: see " + logs);
        }
    }

    private Results results(List<Results.PeakRow> peaks, List<Results.WorkResult> works, List<Results.StepRow> steps) {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Results(date, options.quick(), machine(), List.copyOf(notes), peaks, works, steps);
    }

    private void print(Results results) {
        System.out.println(BenchReport.headline(results));
        System.out.println();
        System.out.println(ResultTable.text(ResultTable.rows(results)));
        System.out.print(ResultTable.peaks(results) + ResultTable.steps(results));
        notes.forEach(System.out::println);
        System.out.println("results: " + options.out().resolve("report.html"));
    }

    private List<Side> sides() throws IOException {
        List<Side> sides = new ArrayList<>(List.of(Side.diabolo()));
        if (!options.peers()) {
            notes.add("without peers, as asked");
            return sides;
        }
        Path scripts = root.resolve("bench/peers");
        Optional<Path> python =
                new PeerEnvironment(scripts.resolve("requirements.txt"), PeerEnvironment.cache(), Main::say).python();
        if (python.isEmpty()) {
            notes.add("without peers: no Python 3.10 or newer, or their installation failed");
            return sides;
        }
        for (String name : List.of("lab", "tuned")) {
            sides.add(Side.peer(name, python.get(), scripts));
        }
        return sides;
    }

    private List<Results.WorkResult> startUp(List<Side> sides, Path logs) throws IOException {
        Path folder = options.out().resolve("start-up");
        StartUp startUp = new StartUp(root, folder, logs.resolve("g.log"), options.quick(), Main::say);
        try {
            return startUp.run(StartUp.lab(sides));
        } catch (Protocol.WorkerException e) {
            notes.add("g: " + e.getMessage());
            return startUp.run(null); // Diabolo alone, unless it was that which failed
        }
    }

    private Results.Machine machine() {
        return new Results.Machine(
                Memory.processor(),
                Runtime.getRuntime().availableProcessors(),
                Memory.machineBytes(),
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                System.getProperty("java.version"),
                data.describe());
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
