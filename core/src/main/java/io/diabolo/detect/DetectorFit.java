package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance;
import io.diabolo.task.TrainingOptions;
import java.util.List;

/** Deals out samples, trains, leaves out what is too strange and trains again, measures what is normal. */
final class DetectorFit {

    private final Dataset normal;
    private final DetectOptions options;
    private final TrainingOptions training;
    private final long start = System.nanoTime();

    DetectorFit(Dataset normal, DetectOptions options, TrainingOptions training) {
        this.normal = normal;
        this.options = options;
        this.training = training;
    }

    AnomalyDetector fit() {
        HoldOut all = HoldOut.of(normal, options.falseAlarms() * (1 - options.contamination()), options.seed());
        HoldOut kept = options.contamination() > 0 ? trimmed(all) : all;
        return fit(kept, Preprocessing.of(kept.train()));
    }

    /** Of all samples, none of which is left out; what they are preprocessed by was learned from more. */
    AnomalyDetector fit(Preprocessing preprocessing) {
        return fit(HoldOut.of(normal, options.falseAlarms(), options.seed()), preprocessing);
    }

    private AnomalyDetector fit(HoldOut kept, Preprocessing preprocessing) {
        List<MemberPlan> plans = MemberPlan.of(preprocessing, options);
        Ensemble ensemble = Ensemble.train(plans, kept, preprocessing, training);
        try (Ensemble untrained = Ensemble.untrained(plans, kept, preprocessing, training)) {
            return detector(ensemble, kept, Guards.check(ensemble, untrained, kept, options.seed()));
        } catch (RuntimeException e) {
            ensemble.close();
            throw e;
        }
    }

    AnomalyDetector untrained() {
        HoldOut all = HoldOut.of(normal, options.falseAlarms() * (1 - options.contamination()), options.seed());
        Preprocessing preprocessing = Preprocessing.of(all.train());
        Ensemble ensemble = Ensemble.untrained(MemberPlan.of(preprocessing, options), all, preprocessing, training);
        return detector(ensemble, all, List.of());
    }

    /** In each part on its own: samples that were trained on look less strange than others. */
    private HoldOut trimmed(HoldOut all) {
        Preprocessing preprocessing = Preprocessing.of(all.train());
        try (Ensemble first = Ensemble.train(MemberPlan.of(preprocessing, options), all, preprocessing, training)) {
            return new HoldOut(
                    without(first, all.train()), without(first, all.validation()), without(first, all.calibration()));
        }
    }

    private Dataset without(Ensemble ensemble, Dataset data) {
        return AnomalyDetector.leastStrange(data, ensemble.scores(data).ensemble(), options.contamination());
    }

    private AnomalyDetector detector(Ensemble ensemble, HoldOut data, List<String> warnings) {
        Conformal conformal = Conformal.of(ensemble.scores(data.calibration()).ensemble());
        int kept = data.train().size()
                + data.validation().size()
                + data.calibration().size();
        FitReport report = new FitReport(
                normal.name(),
                normal.hash(),
                normal.size(),
                data.train().size(),
                conformal.size(),
                normal.size() - kept,
                (System.nanoTime() - start) / 1e9,
                Conformal.smallest(conformal.size()),
                Provenance.currentVersions(),
                warnings);
        double heatScale = new HeatMaps(ensemble).scale(data.validation());
        return new AnomalyDetector(ensemble, conformal, heatScale, options, report);
    }
}
