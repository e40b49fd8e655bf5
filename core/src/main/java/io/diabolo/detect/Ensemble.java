package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a detector. Their standardised log scores are averaged part by part, and the parts count alike.
 * None of them compares a sample with others in the space of the inputs.
 */
final class Ensemble implements AutoCloseable {

    private final List<Member> members;

    Ensemble(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /** Trains all members. */
    static Ensemble train(List<MemberPlan> plans, HoldOut data, Preprocessing preprocessing, TrainingOptions training) {
        return build(plans, data, plan -> {
            TrainedModel model = plan.train(data, preprocessing, training);
            if (training.stop().getAsBoolean()) {
                model.close();
                throw new CancellationException("stopped while the detector was fitted");
            }
            return model;
        });
    }

    /** The same networks with their initial weights: what a detector owes to its training is what it does better. */
    static Ensemble untrained(
            List<MemberPlan> plans, HoldOut data, Preprocessing preprocessing, TrainingOptions options) {
        return build(plans, data, plan -> plan.untrained(data, preprocessing, options));
    }

    private static Ensemble build(List<MemberPlan> plans, HoldOut data, Maker maker) {
        List<Member> members = new ArrayList<>();
        try {
            for (MemberPlan plan : plans) {
                TrainedModel model = maker.make(plan);
                try {
                    members.add(plan.measured(model, data));
                } catch (RuntimeException e) {
                    model.close();
                    throw e;
                }
            }
            return new Ensemble(members);
        } catch (RuntimeException e) {
            members.forEach(Member::close);
            throw e;
        }
    }

    private interface Maker {
        TrainedModel make(MemberPlan plan);
    }

    List<Member> members() {
        return members;
    }

    /** The member that says what was expected: of several, the first that expects elements from the others. */
    Member expecting() {
        return members.stream()
                .filter(member -> member.part() != Part.RECONSTRUCTION)
                .findFirst()
                .orElse(members.get(0));
    }

    /** What the guards said while the members were trained, each once. */
    List<String> warnings() {
        return members.stream()
                .flatMap(member -> member.model().description().provenance().warnings().stream())
                .distinct()
                .toList();
    }

    Scores scores(Dataset data) {
        return scores(data, null, Onlooker.NONE);
    }

    /**
     * Each member looks at the samples once.
     *
     * @param hiding the member that also hides elements to say what it expects of them; null for none
     * @param also is told what the members see
     */
    Scores scores(Dataset data, @Nullable Member hiding, Onlooker also) {
        Map<Part, List<double[]>> scores = new EnumMap<>(Part.class);
        for (Member member : members) {
            member.standardised(data, member == hiding, (first, seen) -> also.accept(member, first, seen))
                    .forEach((part, own) -> scores.computeIfAbsent(part, none -> new ArrayList<>())
                            .add(own));
        }
        Map<Part, double[]> parts = new EnumMap<>(Part.class);
        scores.forEach((part, all) -> parts.put(part, mean(all, data.size())));
        return new Scores(mean(parts.values(), data.size()), parts);
    }

    private static double[] mean(Collection<double[]> all, int samples) {
        double[] mean = new double[samples];
        for (double[] scores : all) {
            Arrays.setAll(mean, i -> mean[i] + scores[i] / all.size());
        }
        return mean;
    }

    /** Takes what a member makes of samples from {@code first} on. */
    interface Onlooker {

        Onlooker NONE = (member, first, seen) -> {};

        void accept(Member member, int first, Observation seen);
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
