package io.diabolo.study;

import io.diabolo.study.Advice.Kind;
import io.diabolo.study.Advice.LatentError;
import io.diabolo.study.Advice.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the curve of validation error against latent size: which size to choose, and what speaks against trusting it. The test
 * error of what it chose is reported.
 */
final class Advisor {

    private static final double KEPT = 0.95;
    private static final double LAST_STEP = 0.05;
    private static final double STILL_FALLING = 0.01;
    private static final double SEED_SPREAD = 0.1;
    private static final int FEWEST_LATENTS = 3;

    private Advisor() {}

    /**
     * The advice on one model.
     *
     * @param runs all of its runs, failed ones too
     */
    static Advice advise(String model, List<RunResult> runs) {
        List<RunResult> good = runs.stream().filter(RunResult::ok).toList();
        List<LatentError> errors = errors(good);
        List<Warning> warnings = new ArrayList<>();
        List<RunResult> failed = runs.stream().filter(run -> !run.ok()).toList();
        if (!failed.isEmpty()) {
            warnings.add(
                    new Warning(Kind.FAILED_RUNS, failed.get(0).key().latent(), failed.size(), share(failed, runs)));
        }
        Advice.Knee knee = curve(errors, warnings);
        runsWhere(Kind.CUT_OFF, good, Advisor::lastTenth, STILL_FALLING, warnings);
        runsWhere(Kind.DEAD_UNITS, good, Advisor::deadShare, 0, warnings);
        return new Advice(model, errors, knee, warnings);
    }

    private static List<LatentError> errors(List<RunResult> runs) {
        TreeMap<Integer, List<RunResult>> byLatent = runs.stream()
                .collect(Collectors.groupingBy(run -> run.key().latent(), TreeMap::new, Collectors.toList()));
        List<LatentError> errors = new ArrayList<>();
        byLatent.forEach((latent, same) -> {
            double mean = mean(same, run -> run.training().validationMse());
            double variance = mean(same, run -> Math.pow(run.training().validationMse() - mean, 2));
            int n = same.size();
            double deviation = n < 2 ? 0 : Math.sqrt(variance * n / (n - 1));
            errors.add(new LatentError(
                    latent, mean, deviation, mean(same, run -> run.test().mse()), n));
        });
        return errors;
    }

    private static double mean(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
        return runs.stream().mapToDouble(value).average().orElseThrow();
    }

    private static Advice.@Nullable Knee curve(List<LatentError> errors, List<Warning> warnings) {
        if (errors.size() < FEWEST_LATENTS) {
            warnings.add(new Warning(Kind.TOO_FEW_LATENTS, 0, errors.size(), 0));
        }
        if (errors.size() < 2) {
            return null;
        }
        LatentError largest = errors.get(errors.size() - 1);
        double gain = errors.get(0).mean() - largest.mean();
        if (gain <= margin(errors.get(0), largest)) {
            warnings.add(new Warning(Kind.NO_GAIN, largest.latent(), 1, 0));
            return null;
        }
        double lastStep = (errors.get(errors.size() - 2).mean() - largest.mean()) / gain;
        if (lastStep > LAST_STEP) {
            warnings.add(new Warning(Kind.STILL_GAINING, largest.latent(), 1, lastStep));
        }
        List<LatentError> spread = errors.stream()
                .filter(error -> error.deviation() > SEED_SPREAD * gain)
                .toList();
        spread.stream()
                .max(Comparator.comparingDouble(LatentError::deviation))
                .ifPresent(most -> warnings.add(
                        new Warning(Kind.SEEDS_DISAGREE, most.latent(), spread.size(), most.deviation() / gain)));
        return errors.size() < FEWEST_LATENTS ? null : knee(errors, largest, gain);
    }

    private static Advice.Knee knee(List<LatentError> errors, LatentError largest, double gain) {
        LatentError smallest = errors.get(0);
        double enough = smallest.mean() - KEPT * gain;
        LatentError knee = errors.stream()
                .filter(error -> error.mean() <= enough + margin(error, largest))
                .findFirst()
                .orElse(largest);
        return new Advice.Knee(
                knee.latent(),
                smallest.latent(),
                largest.latent(),
                (smallest.test() - knee.test()) / (smallest.test() - largest.test()),
                knee.test(),
                smallest.test(),
                largest.test(),
                margin(knee, largest),
                knee.mean() > enough);
    }

    /** The standard error of the difference of two means; of one and the same, 0. */
    private static double margin(LatentError a, LatentError b) {
        return a.latent() == b.latent() ? 0 : Math.sqrt(square(a) + square(b));
    }

    private static double square(LatentError error) {
        return error.deviation() * error.deviation() / error.runs();
    }

    private static void runsWhere(
            Kind kind, List<RunResult> runs, ToDoubleFunction<RunResult> share, double limit, List<Warning> warnings) {
        List<RunResult> concerned =
                runs.stream().filter(run -> share.applyAsDouble(run) > limit).toList();
        Optional<RunResult> most = concerned.stream().max(Comparator.comparingDouble(share));
        most.ifPresent(
                run -> warnings.add(new Warning(kind, run.key().latent(), concerned.size(), share.applyAsDouble(run))));
    }

    private static double deadShare(RunResult run) {
        return 1 - run.code().activeUnits() / (double) run.key().latent();
    }

    /** By what share the validation loss fell over the last tenth of the training; 0 where the curve is one point. */
    private static double lastTenth(RunResult run) {
        List<RunResult.CurvePoint> curve = run.history();
        if (curve.size() < 2) {
            return 0;
        }
        RunResult.CurvePoint end = curve.get(curve.size() - 1);
        double from = 0.9 * end.epoch();
        int next = 1;
        while (curve.get(next).epoch() < from) {
            next++;
        }
        RunResult.CurvePoint a = curve.get(next - 1);
        RunResult.CurvePoint b = curve.get(next);
        double way = Math.max(0, (from - a.epoch()) / (b.epoch() - a.epoch()));
        double before = a.validationLoss() + way * (b.validationLoss() - a.validationLoss());
        return before > 0 ? (before - end.validationLoss()) / before : 0;
    }

    private static double share(List<?> part, List<?> whole) {
        return part.size() / (double) whole.size();
    }
}
