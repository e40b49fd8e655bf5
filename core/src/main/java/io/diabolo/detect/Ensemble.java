package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Reconstructor;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The autoencoders of a detector. Their standardised log scores are averaged part by part, and the two parts count alike.
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
            LoadedData parts = new LoadedData(data.train(), data.validation(), data.validation(), List.of());
            TrainedModel model = TrainedModel.train(plan.config(), parts, preprocessing, plan.plan(), training);
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
        return build(plans, data, plan -> {
            Reconstructor model;
            try (TensorScope scope = TensorScope.open("untrained", options.device())) {
                model = plan.config().build(plan.plan().seed());
            }
            TrainingResult nothing =
                    new TrainingResult(0, 0, 0, 0, 0, 0, 0, TrainingResult.Reason.INTERRUPTED, List.of());
            Provenance provenance = TrainedModel.provenance(
                    data.train(),
                    plan.plan().fittedTo(plan.config(), data.train().size()),
                    nothing);
            return TrainedModel.of(model, preprocessing, provenance, options.device());
        });
    }

    private static Ensemble build(List<MemberPlan> plans, HoldOut data, Maker maker) {
        List<Member> members = new ArrayList<>();
        try {
            for (MemberPlan plan : plans) {
                TrainedModel model = maker.make(plan);
                try {
                    members.add(Member.measure(model, plan, data));
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
                .filter(member -> member.part() == Part.LATENT)
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
        double[] reconstruction = mean(data, Part.RECONSTRUCTION);
        double[] latent = mean(data, Part.LATENT);
        double[] together = new double[data.size()];
        for (int i = 0; i < together.length; i++) {
            together[i] = (reconstruction[i] + latent[i]) / 2;
        }
        return new Scores(together, reconstruction, latent);
    }

    private double[] mean(Dataset data, Part part) {
        double[] mean = new double[data.size()];
        long count = members.stream().filter(member -> member.scores(part)).count();
        for (Member member : members) {
            if (member.scores(part)) {
                double[] scores = member.standardised(data, part);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += scores[i] / count;
                }
            }
        }
        return mean;
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
