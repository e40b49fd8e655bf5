package io.diabolo.reproduce;

import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.error.DiaboloException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What each choice of the default training gains: validation error over PCA's after equal seconds of one processor, first on
 * data that made the choices, then on data that did not. The last line of a block is the geometric mean of the default's
 * error over the former choices'; the last one of all is on data that did not choose, where the folder holds such.
 */
public final class Recipes {

    private Recipes() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length % 2 == 0) {
            System.err.println(
                    "usage: reproduce/recipes DIR [--seconds S] [--seeds K]   DIR holds images/, photos/ and tabular/ as described in reproduce/README.md");
            System.exit(2);
        }
        double seconds = option(args, "--seconds", 15);
        int seeds = (int) option(args, "--seeds", 1);
        try {
            List<RecipeData> data = RecipeData.in(Path.of(args[0]));
            if (data.isEmpty()) {
                throw new BadInputException(args[0] + " holds none of the datasets of reproduce/README.md");
            }
            Engine.setThreads(1);
            for (boolean chose : List.of(true, false)) {
                List<RecipeTrial> trials =
                        trials(data.stream().filter(one -> one.chose() == chose).toList());
                if (!trials.isEmpty()) {
                    System.out.println(chose ? "data that chose" : "data that did not choose");
                    print(trials, seconds, seeds, System.out);
                }
            }
        } catch (DiaboloException e) {
            System.err.println("recipes: " + e.getMessage());
            System.exit(1);
        }
    }

    private static double option(String[] args, String name, double otherwise) {
        for (int i = 1; i + 1 < args.length; i += 2) {
            if (args[i].equals(name)) {
                return Double.parseDouble(args[i + 1]);
            }
        }
        return otherwise;
    }

    private static List<RecipeTrial> trials(List<RecipeData> all) {
        List<RecipeTrial> trials = new ArrayList<>();
        for (RecipeData data : all) {
            if (data.isTable()) {
                trials.add(new RecipeTrial(data, false, 4));
                continue;
            }
            for (int latent : List.of(8, 32)) {
                trials.add(new RecipeTrial(data, false, latent));
                trials.add(new RecipeTrial(data, true, latent));
            }
        }
        return trials;
    }

    /** Prints a row for each trial, and the figure. */
    static void print(List<RecipeTrial> trials, double seconds, int seeds, PrintStream out) {
        List<Recipe> recipes = Recipe.ablation();
        out.printf("%-8s %-5s %6s %9s", "data", "body", "latent", "PCA");
        recipes.forEach(recipe -> out.printf(" %10s", recipe.name().replace(' ', '-')));
        out.println();
        double logs = 0;
        for (RecipeTrial trial : trials) {
            double pca = trial.pca();
            out.printf(
                    "%-8s %-5s %6d %9.5f",
                    trial.data().name(), trial.convolves() ? "conv" : "mlp", trial.latent(), pca);
            List<Double> errors = new ArrayList<>();
            for (Recipe recipe : recipes) {
                double error = mean(trial, recipe, seconds, seeds);
                errors.add(error);
                out.printf(" %10.3f", error / pca);
                out.flush();
            }
            out.println();
            logs += Math.log(errors.get(0) / errors.get(errors.size() - 1));
        }
        out.printf("%.3f%n", Math.exp(logs / trials.size()));
    }

    private static double mean(RecipeTrial trial, Recipe recipe, double seconds, int seeds) {
        double sum = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            sum += trial.error(recipe, seconds, seed);
        }
        return sum / seeds;
    }
}
