package io.diabolo.cli;

import io.diabolo.study.RunResult;
import io.diabolo.study.StudyListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a study: a table that is drawn again and again on a terminal, a line a finished run elsewhere. */
final class StudyProgress implements StudyListener {

    private static final long INTERVAL_NANOS = 250_000_000L;
    private static final int CELL = 9;

    private final Session session;
    private final CommonOptions common;
    private final Phrases phrases;
    private final Map<RunResult.Key, State> states = new LinkedHashMap<>();
    private final Map<String, Speed> speeds = new HashMap<>();
    private long totalSteps;
    private long shownNanos;
    private int linesShown;

    StudyProgress(Session session, CommonOptions common, Phrases phrases) {
        this.session = session;
        this.common = common;
        this.phrases = phrases;
    }

    @Override
    public void started(List<RunResult.Key> all, List<RunResult> done) {
        all.forEach(key -> states.put(key, new State()));
        done.forEach(result -> state(result.key()).result = result);
        if (!done.isEmpty()) {
            common.say(
                    session,
                    phrases.format(
                            "%d of %d runs were done before",
                            "%d entraînements sur %d étaient déjà faits", done.size(), all.size()));
        }
    }

    @Override
    public void runStarted(RunResult.Key run, long step, long total) {
        totalSteps = total;
        State state = state(run);
        state.step = step;
        state.running = true;
        state.lastNanos = System.nanoTime();
    }

    @Override
    public void stepped(RunResult.Key run, long step) {
        State state = state(run);
        long now = System.nanoTime();
        Speed speed = speeds.computeIfAbsent(run.model(), model -> new Speed());
        speed.steps += step - state.step;
        speed.nanos += now - state.lastNanos;
        state.step = step;
        state.lastNanos = now;
        if (now - shownNanos > INTERVAL_NANOS) {
            shownNanos = now;
            repaint();
        }
    }

    @Override
    public void runFinished(RunResult result) {
        State state = state(result.key());
        state.result = result;
        state.running = false;
        repaint();
        if (!result.ok()) {
            linesShown = 0;
            common.say(
                    session,
                    phrases.format(
                            "%s failed: %s", "%s a échoué : %s", result.key().name(), result.reason()));
        } else if (session.columns() == 0) {
            common.say(
                    session,
                    phrases.format(
                            "%s: test MSE %.5g, %.2f dB, %.0f s; %s",
                            "%s : EQM de test %.5g, %.2f dB, %.0f s ; %s",
                            result.key().name(),
                            result.test().mse(),
                            result.test().psnrDb(),
                            result.training().seconds(),
                            standing()));
        }
    }

    @Override
    public void phase(Phase phase) {
        linesShown = 0;
        common.say(
                session,
                switch (phase) {
                    case REFERENCES ->
                        phrases.text(
                                "references: mean sample, PCA; of pictures JPEG and PNG ...",
                                "références : donnée moyenne, ACP ; pour les images JPEG et PNG ...");
                    case LIMITS -> phrases.text("limits: other data ...", "limites : d'autres données ...");
                    case PICTURES -> phrases.text("samples to look at ...", "données à regarder ...");
                });
    }

    private void repaint() {
        if (session.columns() == 0 || common.quiet()) {
            return;
        }
        List<String> lines = table();
        StringBuilder screen = new StringBuilder();
        if (linesShown > 0) {
            screen.append("\033[").append(linesShown).append('A');
        }
        // Cut, since a line that wraps would be two when the next table goes up over it.
        lines.forEach(line -> screen.append("\r\033[K")
                .append(line, 0, Math.min(line.length(), session.columns() - 1))
                .append('\n'));
        linesShown = lines.size();
        session.err().print(screen);
        session.err().flush();
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        StringBuilder header = new StringBuilder("%-6s".formatted(phrases.text("MSE", "EQM")));
        latents().forEach(latent -> header.append(right(Integer.toString(latent))));
        lines.add(header.toString());
        for (String model : models()) {
            StringBuilder line = new StringBuilder("%-6s".formatted(model));
            latents().forEach(latent -> line.append(right(cell(model, latent))));
            lines.add(line.toString());
        }
        lines.add(standing());
        return lines;
    }

    private List<Integer> latents() {
        return states.keySet().stream().map(RunResult.Key::latent).distinct().toList();
    }

    private List<String> models() {
        return states.keySet().stream().map(RunResult.Key::model).distinct().toList();
    }

    private static String right(String text) {
        return " ".repeat(Math.max(1, CELL - text.length())) + text;
    }

    /** The mean error once all seeds are done, else how far they are. */
    private String cell(String model, int latent) {
        List<State> seeds = states.entrySet().stream()
                .filter(entry ->
                        entry.getKey().model().equals(model) && entry.getKey().latent() == latent)
                .map(Map.Entry::getValue)
                .toList();
        List<RunResult> done = new ArrayList<>();
        seeds.forEach(state -> {
            RunResult result = state.result;
            if (result != null) {
                done.add(result);
            }
        });
        if (done.size() == seeds.size()) {
            double mean = done.stream()
                    .filter(RunResult::ok)
                    .mapToDouble(run -> run.test().mse())
                    .average()
                    .orElse(Double.NaN);
            return Double.isNaN(mean) ? phrases.text("failed", "échec") : phrases.format("%.4f", "%.4f", mean);
        }
        double steps = seeds.stream()
                .mapToDouble(state -> state.result != null ? totalSteps : state.step)
                .sum();
        boolean begun = steps > 0 || seeds.stream().anyMatch(state -> state.running);
        return begun ? "%.0f %%".formatted(100 * steps / Math.max(1, totalSteps * seeds.size())) : ".";
    }

    private String standing() {
        long done =
                states.values().stream().filter(state -> state.result != null).count();
        String left = done == states.size() || speeds.isEmpty()
                ? ""
                : phrases.format(", %s left", ", reste %s", ProgressListener.time(secondsLeft()));
        return phrases.format(
                "%d of %d runs%s",
                done < 2 ? "%d entraînement sur %d%s" : "%d entraînements sur %d%s", done, states.size(), left);
    }

    /** A model that has not run yet is taken to be as slow as the slowest that has. */
    private double secondsLeft() {
        double slowest = speeds.values().stream()
                .mapToDouble(Speed::secondsPerStep)
                .max()
                .orElse(0);
        double seconds = 0;
        int runs = 0;
        for (Map.Entry<RunResult.Key, State> entry : states.entrySet()) {
            if (entry.getValue().result == null) {
                Speed speed = speeds.get(entry.getKey().model());
                seconds += (totalSteps - entry.getValue().step) * (speed == null ? slowest : speed.secondsPerStep());
                runs++;
            }
        }
        long sideBySide =
                states.values().stream().filter(state -> state.running).count();
        return seconds / Math.max(1, Math.min(sideBySide, runs));
    }

    private State state(RunResult.Key key) {
        return states.computeIfAbsent(key, unknown -> new State());
    }

    /** How far a run is. */
    private static final class State {
        private long step;
        private long lastNanos;
        private boolean running;
        private @Nullable RunResult result;
    }

    /** What the steps of a model took, validations included. */
    private static final class Speed {
        private long steps;
        private long nanos;

        double secondsPerStep() {
            return steps == 0 ? 0 : nanos / 1e9 / steps;
        }
    }
}
