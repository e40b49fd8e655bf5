package io.diabolo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures curves, one seed of all works after the other, so that a run that is stopped has something of everything. What is
 * in the results folder already is not measured again.
 */
final class QualityRun {

    /** What a seed that ends early takes, of one that does not. */
    private static final double EARLY_SHARE = 0.35;

    private final Place place;
    private final Options options;
    private final List<Side> sides;
    private final QualityData data;
    private final Consumer<String> news;
    private final List<String> failures = new ArrayList<>();
    private final long began = System.nanoTime();

    /**
     * Where it runs.
     *
     * @param launcher the words that start {@code ./diabolo}
     * @param commit what is measured
     */
    record Place(List<String> launcher, String commit, Results.Machine machine) {}

    QualityRun(Place place, Options options, List<Side> sides, QualityData data, Consumer<String> news) {
        this.place = place;
        this.options = options;
        this.sides = sides;
        this.data = data;
        this.news = news;
    }

    /** The folder of a work's results. */
    static Path folder(Path out, QualityWork work) {
        return out.resolve("quality").resolve(work.id());
    }

    /** @return what failed, a line each; such a curve is tried again by the next run */
    List<String> run(boolean onlyChoices) {
        List<QualityWork> works = works(options);
        news.accept(estimate(works));
        if (options.effort().fresh() || options.quick()) {
            works.stream()
                    .map(work -> folder(options.out(), work))
                    .filter(Files::exists)
                    .forEach(Folders::delete);
        }
        peer("tuned").ifPresent(side -> works.forEach(work -> choice(work, side)));
        for (int seed = 1; !onlyChoices && seed <= seeds(); seed++) {
            for (QualityWork work : works) {
                if (seed <= effort(work).seeds()) {
                    curves(work, seed);
                }
            }
        }
        return failures;
    }

    static List<QualityWork> works(Options options) {
        return options.works().quality().stream()
                .filter(work -> !options.quick() || options.works().named() || work.isInQuick())
                .toList();
    }

    private int seeds() {
        return options.quick() ? 1 : options.effort().seeds();
    }

    private QualityWork.Effort effort(QualityWork work) {
        return work.effort(options.quick());
    }

    private QualityWork.Effort effort(QualityWork work, long seed) {
        QualityWork.Effort whole = effort(work);
        return seed <= options.effort().lateSeeds() ? whole : whole.untilEarly();
    }

    private String estimate(List<QualityWork> works) {
        double minutes = works.stream().mapToDouble(this::minutes).sum();
        StringBuilder text = new StringBuilder();
        for (QualityWork work : works) {
            text.append("%s %.1f, ".formatted(work.id(), work.minutes()));
        }
        return options.quick()
                ? "quick: %d works".formatted(works.size())
                : "minutes of one seed, two quiet processors, all sides: %sin all %.0f for %d seeds and about 2 a work to choose, less what is there already"
                        .formatted(text, minutes, seeds());
    }

    private double minutes(QualityWork work) {
        int all = Math.min(seeds(), effort(work).seeds());
        int late = Math.min(all, options.effort().lateSeeds());
        return work.minutes() * (late + EARLY_SHARE * (all - late));
    }

    private Optional<Side> peer(String name) {
        return sides.stream().filter(side -> side.name().equals(name)).findFirst();
    }

    private boolean outOfTime() {
        return Task.secondsSince(began) > 60 * options.effort().minutes();
    }

    private JsonNode choice(QualityWork work, Side side) {
        JsonNode none = Json.parse("{}", JsonNode.class);
        Path file = folder(options.out(), work).resolve("choice.json");
        if (outOfTime() && !Files.exists(file)) {
            return none;
        }
        try {
            boolean there = Files.exists(file);
            if (!there) {
                news.accept("%s: %s chooses on validation data".formatted(work.id(), side.name()));
            }
            PeerTraining.Request request = PeerTraining.Request.of(
                    work, data.parts(work.source()), effort(work).lengths(), options.quick());
            JsonNode choice = new PeerTraining(side, log(work, side)).choice(request, file);
            if (!there) {
                news.accept("%s: %s chose %s"
                        .formatted(work.id(), side.name(), choice.path("how").asText()));
            }
            return choice;
        } catch (Protocol.WorkerException e) {
            fail(work, side, e);
            return none;
        }
    }

    private void curves(QualityWork work, long seed) {
        QualityData.Parts parts = data.parts(work.source());
        Path folder = folder(options.out(), work);
        QualityResult result = QualityResult.read(folder)
                .orElseGet(() ->
                        new QualityResult(work.id(), now(), options.quick(), place.machine(), parts.name(), List.of()));
        List<Double> lengths = effort(work, seed).lengths();
        for (Side side : sides) {
            if (result.has(side.name(), seed, lengths.get(lengths.size() - 1))) {
                continue;
            }
            if (outOfTime()) {
                return;
            }
            try {
                Curve curve = side.isDiabolo() ? diabolo(work, parts, seed) : peer(work, parts, side, seed);
                result = result.with(curve, now());
                result.write(folder);
                news.accept("%s seed %d: %-7s %s".formatted(work.id(), seed, side.name(), words(work, curve)));
            } catch (Protocol.WorkerException e) {
                fail(work, side, e);
            }
        }
    }

    private Curve diabolo(QualityWork work, QualityData.Parts parts, long seed) {
        Path log = options.out().resolve("logs").resolve("quality-%s-diabolo.log".formatted(work.id()));
        Side side = Side.diabolo();
        // Measures between the trainings and sleeps while they run.
        try (WorkerProcess measuring = WorkerProcess.start(side, options.out().resolve("logs/measuring.log"))) {
            Path models = options.out().resolve("models").resolve(work.id());
            List<Curve.Point> points = new DiaboloTraining(place.launcher(), models, log, options.quick())
                    .curve(work, parts, seed, effort(work, seed).lengths(), measuring);
            return new Curve(
                    side.name(), seed, place.commit(), "diabolo " + String.join(" ", work.command(false)), points);
        }
    }

    private Curve peer(QualityWork work, QualityData.Parts parts, Side side, long seed) {
        boolean chooses = side.name().equals("tuned");
        List<Double> lengths =
                chooses ? effort(work, seed).lengths() : effort(work, seed).watched();
        JsonNode choice = chooses ? choice(work, side) : Json.parse("{}", JsonNode.class);
        PeerTraining.Request request = PeerTraining.Request.of(work, parts, lengths, options.quick());
        return new PeerTraining(side, log(work, side)).curve(request, seed, place.commit(), choice);
    }

    private Path log(QualityWork work, Side side) {
        return options.out().resolve("logs").resolve("quality-%s-%s.log".formatted(work.id(), side.name()));
    }

    private void fail(QualityWork work, Side side, Protocol.WorkerException e) {
        failures.add("%s: %s failed: %s".formatted(work.id(), side.name(), e.getMessage()));
        news.accept(failures.get(failures.size() - 1));
    }

    private static String words(QualityWork work, Curve curve) {
        StringBuilder text = new StringBuilder();
        for (Curve.Point point : curve.points()) {
            text.append("%s after %.1f s, ".formatted(work.measure().text(point.error()), point.seconds()));
        }
        return text.substring(0, text.length() - 2);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
