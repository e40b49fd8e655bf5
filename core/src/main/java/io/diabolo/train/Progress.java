package io.diabolo.train;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.ArrayList;
import java.util.List;

/** How far a training is: with the tensors, all that an exact continuation needs. Changed by the trainer alone. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class Progress {

    long step;
    double seconds;
    double initialLoss = Double.NaN;
    double bestLoss = Double.POSITIVE_INFINITY;
    long bestStep;
    int halvings;
    /** Sums of the loss and its parts since the last validation, and of how many steps. */
    List<Double> sums = new ArrayList<>();

    int summed;
    /** Where the last validation was. */
    double secondsBefore;

    long stepBefore;
    List<String> warnings = new ArrayList<>();

    void add(List<Double> losses) {
        for (int i = 0; i < losses.size(); i++) {
            if (i == sums.size()) {
                sums.add(0.0);
            }
            sums.set(i, sums.get(i) + losses.get(i));
        }
        summed++;
    }

    /** How many steps since the last call. */
    long takeSteps() {
        long taken = step - stepBefore;
        stepBefore = step;
        return taken;
    }

    /** How many seconds of training since the last call. */
    double takeSeconds() {
        double taken = seconds - secondsBefore;
        secondsBefore = seconds;
        return taken;
    }

    /** The means since the last call. */
    List<Double> takeMeans() {
        int count = Math.max(1, summed);
        List<Double> means = sums.stream().map(sum -> sum / count).toList();
        sums = new ArrayList<>();
        summed = 0;
        return means;
    }
}
