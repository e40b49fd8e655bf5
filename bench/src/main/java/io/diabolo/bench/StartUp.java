package io.diabolo.bench;

import io.diabolo.data.Glyphs;
import io.diabolo.data.Npy;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From a command to its first result: a saved convolutional model reconstructs one picture, as a user types it; and what
 * needs no native library at all.
 */
final class StartUp {

    private static final long LIMIT_SECONDS = 300;

    private final Path root;
    private final Path folder;
    private final Path log;
    private final boolean quick;
    private final Consumer<String> news;

    /**
     * @param root of the source tree, where {@code ./diabolo} is
     * @param folder for the model and its pictures
     */
    StartUp(Path root, Path folder, Path log, boolean quick, Consumer<String> news) {
        this.root = root;
        this.folder = folder;
        this.log = log;
        this.quick = quick;
        this.news = news;
    }

    /** @param lab the peer to compare with; null for none */
    List<Results.WorkResult> run(@Nullable Side lab) throws IOException {
        Path model = folder.resolve("model");
        Path picture = folder.resolve("picture.png");
        if (Files.exists(folder)) {
            Folders.delete(folder);
        }
        Files.createDirectories(folder);
        // Once without a clock: it builds what is not built, and makes the model.
        diabolo("train", "--model", "conv", "--limit", "500", "--steps", "2", "--quiet", "--out", model.toString());
        byte[] pixels = BenchData.pictures(Work.START.network().shape(), 1, 1).apply(0);
        PictureFiles.write(picture, new Picture(1, Glyphs.SIDE, Glyphs.SIDE, pixels));
        Npy.writeMatrix(folder.resolve("picture.npy"), new float[][] {floats(pixels)});

        List<Results.SideResult> first = new ArrayList<>();
        List<String> reconstruct = command(
                "reconstruct",
                model.toString(),
                picture.toString(),
                "--quiet",
                "--out",
                folder.resolve("out").toString());
        List<Candidate> candidates = new ArrayList<>(List.of(new Candidate(Side.DIABOLO, reconstruct)));
        if (lab != null) {
            List<String> script = new ArrayList<>(lab.command());
            script.addAll(List.of("start-up", folder.toString()));
            seconds(script); // saves its model
            candidates.add(new Candidate(lab.name(), script));
        }
        measure(candidates).forEach(first::add);
        List<Results.SideResult> help = measure(List.of(new Candidate(Side.DIABOLO, command("--help"))));
        return List.of(
                new Results.WorkResult("g1", Work.START.title(), 0, first),
                new Results.WorkResult("g2", "start-up: ./diabolo --help", 0, help));
    }

    private List<Results.SideResult> measure(List<Candidate> candidates) throws IOException {
        List<List<Results.RoundResult>> rounds = new ArrayList<>();
        candidates.forEach(candidate -> rounds.add(new ArrayList<>()));
        for (int round = 1; round <= Work.START.rounds(quick); round++) {
            for (int i = 0; i < candidates.size(); i++) {
                double seconds = seconds(candidates.get(i).command());
                news.accept("g round %d: %-7s %.2f s"
                        .formatted(round, candidates.get(i).name(), seconds));
                rounds.get(i)
                        .add(new Results.RoundResult(round, new Protocol.Done(1, seconds, seconds, Double.NaN, 0)));
            }
        }
        List<Results.SideResult> results = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            String command = String.join(" ", candidates.get(i).command().subList(0, 2));
            results.add(new Results.SideResult(
                    candidates.get(i).name(),
                    new Protocol.Ready(Work.START.network().config().parameters(), "fp32", relative(command), 0),
                    rounds.get(i)));
        }
        return results;
    }

    private String relative(String command) {
        return command.replace(root.toAbsolutePath() + "/", "").replaceAll("\\S*/(python\\S*)", "$1");
    }

    private void diabolo(String... arguments) throws IOException {
        seconds(command(arguments));
    }

    private List<String> command(String... arguments) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(root.resolve(windows ? "diabolo.cmd" : "diabolo")
                .toAbsolutePath()
                .toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private double seconds(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            double seconds = Task.secondsSince(start);
            int code = ended ? process.exitValue() : -1;
            process.destroyForcibly();
            if (code != 0) {
                throw new Protocol.WorkerException("%s ended with %d; see %s".formatted(command, code, log));
            }
            return seconds;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Protocol.WorkerException("interrupted");
        }
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }

    /** The peer to compare with, if it is there. */
    static @Nullable Side lab(List<Side> sides) {
        Optional<Side> lab =
                sides.stream().filter(side -> side.name().equals("lab")).findFirst();
        return lab.orElse(null);
    }

    private record Candidate(String name, List<String> command) {}
}
