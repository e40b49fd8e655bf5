package io.diabolo.bench;

import io.diabolo.error.DiaboloException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code bench/run}: measures what it is asked to, and writes what came out. */
public final class Main {

    private static final String README = "README.md";

    private final Path root;
    private final Options options;
    private final List<String> failures = new ArrayList<>();

    private Main(Path root, Options options) {
        this.root = root;
        this.options = options;
    }

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        List<String> arguments = Arrays.asList(args);
        if (arguments.contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        try {
            Options options = Options.parse(
                    arguments.subList(1, arguments.size()), System.getenv("DIABOLO_DATA"), root.resolve("bench"));
            new Main(root, options).run();
        } catch (DiaboloException | Protocol.WorkerException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException {
        switch (options.mode()) {
            case SCALE -> ScaleCurves.run(data(), options, Main::say);
            case NODES -> NodesRun.run(options, Main::say);
            case PIECES -> Pieces.run(root.resolve("bench/target"), options.quick(), System.out::println);
            case REPORT -> report();
            default -> measure();
        }
    }

    private void measure() throws IOException {
        List<Side> sides = sides();
        boolean quality =
                options.mode().measuresQuality() && !options.works().quality().isEmpty();
        boolean throughput = options.mode().measuresThroughput()
                && !options.works().throughput().isEmpty();
        if (quality) {
            List<String> launcher = launcher();
            QualityRun.Place place = new QualityRun.Place(launcher, commit(), machine(""));
            QualityData data = new QualityData(options.data(), target().resolve("data"), options.quick());
            failures.addAll(new QualityRun(place, options, sides, data, Main::say).run(options.mode() == Mode.CHOOSE));
        }
        if (throughput) {
            BenchData data = data();
            Results results = new ThroughputRun(root, options, sides, data, machine(data.describe()), Main::say)
                    .run(options.mode() == Mode.BUSY);
            failures.addAll(results.notes());
            if (results.works().stream()
                    .anyMatch(work -> work.side(Side.DIABOLO).isEmpty())) {
                failures.add(
                        "diabolo could not do all works: see " + options.out().resolve("logs"));
            }
        }
        Measured measured = Measured.read(options.out());
        if (!measured.isEmpty()) {
            BenchReport.write(measured, options.out());
            print(measured);
        }
        if (failures.stream().anyMatch(line -> line.contains(Side.DIABOLO))) {
            throw new Protocol.WorkerException(failures.get(0));
        }
    }

    /** Tables and charts of the results folder, there and in the document beside the script. */
    private void report() throws IOException {
        Measured measured = Measured.read(options.out());
        if (measured.isEmpty()) {
            throw new Protocol.WorkerException(
                    "%s holds no results: measure first, with bench/run".formatted(options.out()));
        }
        BenchReport.write(measured, options.out());
        if (measured.quick()) {
            throw new Protocol.WorkerException("%s are of a quick run, which do not go into bench/README.md: see %s"
                    .formatted(options.out(), options.out().resolve("report.html")));
        }
        Path bench = root.resolve("bench");
        BenchReport.charts(measured, bench.resolve("charts"));
        BenchReport.blocks(measured, "charts")
                .forEach((name, text) -> ReadmeBlock.replace(bench.resolve(README), name, text));
        print(measured);
    }

    private void print(Measured measured) {
        System.out.println(BenchReport.headline(measured));
        if (!measured.quality().isEmpty()) {
            System.out.println("\n" + QualityTable.of(measured.quality()).text());
            QualityTable.remarks(measured.quality()).forEach(System.out::println);
        }
        List.of(measured.throughput(), measured.busy())
                .forEach(found -> found.ifPresent(results -> System.out.print("\n"
                        + ResultTable.of(results).text()
                        + "\n"
                        + ResultTable.peaks(results)
                        + ResultTable.steps(results))));
        failures.forEach(System.out::println);
        System.out.println("results: " + options.out().resolve("report.html"));
    }

    private Path target() {
        return root.resolve("bench/target");
    }

    private BenchData data() {
        return new BenchData(options.data(), target().resolve("data"), options.quick());
    }

    private List<Side> sides() throws IOException {
        List<Side> sides = new ArrayList<>();
        if (!options.peers()) {
            say("without peers, as asked");
        } else {
            Path scripts = root.resolve("bench/peers");
            Optional<Path> python = new PeerEnvironment(
                            scripts.resolve("requirements.txt"), PeerEnvironment.cache(), Main::say)
                    .python();
            if (python.isEmpty()) {
                failures.add("without peers: no Python 3.10 or newer, or their installation failed");
            }
            python.ifPresent(
                    program -> List.of("lab", "tuned").forEach(name -> sides.add(Side.peer(name, program, scripts))));
        }
        sides.add(0, Side.diabolo());
        return sides;
    }

    /** The words that start {@code ./diabolo}, which builds what is not built before any clock runs. */
    private List<String> launcher() throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        String launcher = root.resolve(windows ? "diabolo.cmd" : "diabolo").toString();
        if (!output(List.of(launcher, "--version")).isPresent()) {
            throw new Protocol.WorkerException(launcher + " --version failed: does it build?");
        }
        return List.of(launcher);
    }

    private String commit() throws IOException {
        return output(List.of("git", "-C", root.toString(), "describe", "--always", "--dirty"))
                .orElse("")
                .strip();
    }

    /** What a command says, if it ends well. */
    private static Optional<String> output(List<String> command) throws IOException {
        Path file = Files.createTempFile("diabolo-bench", ".txt");
        try {
            int code = new ProcessBuilder(command)
                    .redirectOutput(file.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return code == 0 ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Protocol.WorkerException("interrupted");
        } finally {
            Files.delete(file);
        }
    }

    private static Results.Machine machine(String data) {
        return new Results.Machine(
                Memory.processor(),
                Runtime.getRuntime().availableProcessors(),
                Memory.machineBytes(),
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                System.getProperty("java.version"),
                data);
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
