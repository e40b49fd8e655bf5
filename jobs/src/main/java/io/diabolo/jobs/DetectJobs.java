package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectionMetrics;
import io.diabolo.detect.Finding;
import io.diabolo.detect.HeatMap;
import io.diabolo.detect.IsolationForest;
import io.diabolo.detect.NearestReference;
import io.diabolo.detect.Part;
import io.diabolo.detect.PcaReference;
import io.diabolo.detect.Reference;
import io.diabolo.detect.RegionOfInterest;
import io.diabolo.detect.Scores;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.report.DetectEvalReport;
import io.diabolo.jobs.report.DetectReport;
import io.diabolo.model.Autoencoder;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainingOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** Detectors of what is abnormal: fitted, used, judged, given another threshold. */
final class DetectJobs {

    private static final String SCORES = "scores.csv";
    private static final int PART = 4_096;
    private static final int SHOWN = 20;
    private static final int SHOWN_PICTURES = 10;

    private DetectJobs() {}

    static DetectFitRequest.Outcome fit(DetectFitRequest request, Device device, JobControl control) {
        Path out = Path.of(request.out());
        try (FolderLock lock = FolderLock.acquire(out)) {
            if (Files.exists(out.resolve("config.json")) && !request.replace()) {
                throw new BadInputException(
                        "%s holds a model or a detector: choose another --out, or replace it with --force"
                                .formatted(out));
            }
            Dataset all = request.data().whole(control::note);
            Dataset normal = NormalLabel.only(all, request.normal());
            RegionOfInterest region =
                    request.roi() == null ? null : RegionOfInterest.of(PictureFiles.read(Path.of(request.roi())));
            if (region != null) {
                normal = region.of(normal);
            }
            if (request.normal() == null && all.labelNames().size() > 1) {
                control.note("%s has %d labels, all of which are taken as normal; --normal LABEL takes one"
                        .formatted(all.name(), all.labelNames().size()));
            }
            control.note("data:  %s, %,d samples %s".formatted(normal.name(), normal.size(), normal.shape()));
            TrainingOptions training =
                    TrainingOptions.defaults().withDevice(device).withStop(control.stop());
            for (var listener : control.training()) {
                training = training.withListener(listener);
            }
            SavedDetector saved = new SavedDetector(
                    request.data().absolute(),
                    request.data().reading(),
                    request.normal(),
                    region == null ? null : SavedDetector.ROI,
                    request.command());
            try (AnomalyDetector detector =
                    AnomalyDetector.fit(normal, request.choice().options(), training)) {
                if (region != null) {
                    PictureFiles.write(out.resolve(SavedDetector.ROI), region.mask());
                }
                saved.write(out);
                detector.save(out);
                AtomicFiles.writeString(out.resolve("README.md"), new DetectorCard(saved, detector).text(out));
                return new DetectFitRequest.Outcome(
                        out.toString(),
                        detector.report(),
                        detector.options().falseAlarms(),
                        detector.threshold(),
                        detector.members());
            } catch (CancellationException e) {
                return DetectFitRequest.Outcome.interrupted(request.choice().falseAlarms());
            }
        }
    }

    static DetectThresholdRequest.Outcome threshold(DetectThresholdRequest request) {
        Path folder = Path.of(request.detector());
        requireDetector(folder);
        try (FolderLock lock = FolderLock.acquire(folder);
                AnomalyDetector detector = AnomalyDetector.load(folder)) {
            AnomalyDetector changed = detector.withFalseAlarms(request.falseAlarms());
            changed.save(folder);
            SavedDetector saved = SavedDetector.read(folder);
            AtomicFiles.writeString(folder.resolve("README.md"), new DetectorCard(saved, changed).text(folder));
            return new DetectThresholdRequest.Outcome(
                    request.detector(),
                    request.falseAlarms(),
                    changed.threshold(),
                    changed.report().heldOut(),
                    changed.report().smallestRate());
        }
    }

    /** Before a lock makes the folder. */
    private static void requireDetector(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    "%s: no such folder; fit a detector with ./diabolo detect fit --data NORMAL --out %s"
                            .formatted(folder, folder));
        }
    }

    static DetectRequest.Outcome detect(DetectRequest request, JobControl control) {
        Path folder = Path.of(request.detector());
        Path out = Path.of(request.out());
        try (AnomalyDetector detector = AnomalyDetector.load(folder)) {
            SavedDetector saved = SavedDetector.read(folder);
            DataReading extra = new DataReading(
                    null, false, request.strict(), null, null, request.limit(), DataReading.Columns.all(), null);
            Dataset data = saved.open(folder, Path.of(request.data()), detector, extra, control);
            try (FolderLock lock = FolderLock.acquire(out)) {
                long start = System.nanoTime();
                List<Finding> findings = findings(detector, data, control);
                double millis = (System.nanoTime() - start) / 1e6 / data.size();
                write(out.resolve(SCORES), findings);
                List<DetectReport.Shown> shown = shown(detector, data, findings, out);
                DetectReport.write(
                        new DetectReport.Subject(
                                data.name(),
                                detector.report(),
                                detector.options().falseAlarms(),
                                detector.threshold()),
                        findings,
                        shown,
                        out,
                        request.lang().locale());
                return new DetectRequest.Outcome(
                        findings.size(),
                        (int) findings.stream().filter(Finding::abnormal).count(),
                        detector.options().falseAlarms(),
                        detector.threshold(),
                        millis,
                        out.resolve(SCORES).toString(),
                        out.resolve(DetectReport.FILE).toString(),
                        findings.stream()
                                .sorted(Comparator.comparingDouble(Finding::score)
                                        .reversed())
                                .limit(SHOWN)
                                .toList());
            }
        }
    }

    /** The strangest pictures with their heat maps, which are also written as {@code heat/NUMBER.png}; none of other data. */
    private static List<DetectReport.Shown> shown(
            AnomalyDetector detector, Dataset data, List<Finding> findings, Path out) {
        if (!data.shape().isPicture()) {
            return List.of();
        }
        int[] rows = IntStream.range(0, findings.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -findings.get(i).score()))
                .limit(SHOWN_PICTURES)
                .mapToInt(i -> i)
                .toArray();
        List<HeatMap> maps = detector.heatMaps(RowSubset.of(data, rows));
        List<DetectReport.Shown> shown = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            HeatMap map = maps.get(i);
            PictureFiles.write(out.resolve("heat").resolve(String.format(Locale.ROOT, "%02d.png", i + 1)), map.heat());
            shown.add(new DetectReport.Shown(findings.get(rows[i]).item(), map.picture(), map.expected(), map.heat()));
        }
        return shown;
    }

    /** Part by part: large data need not be held at once. */
    private static List<Finding> findings(AnomalyDetector detector, Dataset data, JobControl control) {
        List<Finding> findings = new ArrayList<>();
        for (int first = 0; first < data.size(); first += PART) {
            if (control.stop().getAsBoolean()) {
                throw new CancellationException("stopped");
            }
            findings.addAll(detector.score(RowSubset.of(
                    data,
                    IntStream.range(first, Math.min(data.size(), first + PART)).toArray())));
        }
        return findings;
    }

    private static void write(Path file, List<Finding> findings) {
        StringBuilder text = new StringBuilder("item,score,p_value,verdict,where,value,expected,share\r\n");
        for (Finding finding : findings) {
            text.append(cell(finding.item()))
                    .append(String.format(
                            Locale.ROOT, // A decimal comma would be the end of a cell.
                            ",%.6g,%.6g,%s",
                            finding.score(),
                            finding.pValue(),
                            finding.abnormal() ? "abnormal" : "normal"));
            if (finding.reasons().isEmpty()) {
                text.append(",,,,\r\n");
            } else {
                Finding.Reason reason = finding.reasons().get(0);
                text.append(String.format(
                        Locale.ROOT,
                        ",%s,%s,%s,%.3f\r\n",
                        cell(reason.where()),
                        cell(reason.value()),
                        cell(reason.expected()),
                        reason.share()));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(file, out -> out.write(bytes));
    }

    private static String cell(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.matches("[^,\"]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }

    static DetectEvalRequest.Outcome evaluate(DetectEvalRequest request, JobControl control) {
        Path folder = Path.of(request.detector());
        try (AnomalyDetector detector = AnomalyDetector.load(folder)) {
            SavedDetector saved = SavedDetector.read(folder);
            Dataset data = saved.open(folder, Path.of(request.data()), detector, request.reading(), control);
            boolean[] abnormal =
                    NormalLabel.abnormal(data, request.normal() == null ? saved.normal() : request.normal());
            double rate = detector.options().falseAlarms();
            Scores scores = detector.scores(data);
            boolean[] alarms = new boolean[abnormal.length];
            for (int i = 0; i < alarms.length; i++) {
                alarms[i] = scores.ensemble()[i] > detector.threshold();
            }
            List<DetectEvalReport.Judged> judged = new ArrayList<>();
            judged.add(judged("this detector", scores.ensemble(), abnormal));
            for (Part part : scores.parts().size() > 1 ? Part.values() : new Part[0]) {
                if (scores.parts().containsKey(part)) {
                    judged.add(judged(alone(part), scores.of(part), abnormal));
                }
            }
            if (request.references()) {
                Optional<Dataset> train = saved.fittedTo(folder, detector, control);
                if (train.isPresent()) {
                    references(detector, train.get(), data, abnormal, judged);
                } else {
                    control.note(
                            "the data of the fit is not there: PCA, nearest neighbours and the isolation forest are left out");
                }
            }
            DetectionMetrics.Verdicts verdicts = DetectionMetrics.Verdicts.of(alarms, abnormal);
            Path report = null;
            if (request.out() != null) {
                Path out = Path.of(request.out());
                try (FolderLock lock = FolderLock.acquire(out)) {
                    DetectEvalReport.write(
                            new DetectEvalReport.Subject(request.detector(), data.name(), rate, verdicts),
                            judged,
                            out,
                            request.lang().locale());
                }
                report = out.resolve(DetectEvalReport.FILE);
            }
            DetectionMetrics metrics = judged.get(0).metrics();
            return new DetectEvalRequest.Outcome(
                    data.name(),
                    metrics.normal(),
                    metrics.abnormal(),
                    rate,
                    verdicts,
                    judged.stream().map(one -> row(one, rate)).toList(),
                    report == null ? null : report.toString());
        }
    }

    private static void references(
            AnomalyDetector detector,
            Dataset train,
            Dataset data,
            boolean[] abnormal,
            List<DetectEvalReport.Judged> judged) {
        Preprocessing preprocessing = detector.preprocessing();
        long seed = detector.options().seed();
        try (AnomalyDetector untrained = AnomalyDetector.untrained(train, detector.options())) {
            judged.add(judged("untrained networks", untrained.scores(data).ensemble(), abnormal));
        }
        try (Reference pca = PcaReference.fit(train, preprocessing, components(detector));
                Reference nearest = NearestReference.fit(train, preprocessing, seed);
                Reference forest = IsolationForest.fit(train, preprocessing, seed)) {
            for (Reference reference : List.of(pca, nearest, forest)) {
                judged.add(judged(reference.name(), reference.score(data), abnormal));
            }
        }
    }

    /** As many as the autoencoders have latents, or as they would have. */
    private static int components(AnomalyDetector detector) {
        return detector.model().model() instanceof Autoencoder autoencoder
                ? autoencoder.config().latent()
                : PcaReference.USUAL_COMPONENTS;
    }

    private static String alone(Part part) {
        return switch (part) {
            case RECONSTRUCTION -> "  its reconstruction alone";
            case LATENT -> "  its latent alone";
            case MARKS -> "  its marks alone";
        };
    }

    private static DetectEvalReport.Judged judged(String name, double[] scores, boolean[] abnormal) {
        return new DetectEvalReport.Judged(name, DetectionMetrics.of(scores, abnormal));
    }

    private static DetectEvalRequest.Row row(DetectEvalReport.Judged judged, double rate) {
        DetectionMetrics metrics = judged.metrics();
        return new DetectEvalRequest.Row(
                judged.name(), metrics.auroc(), metrics.averagePrecision(), metrics.bestF1(), metrics.recallAt(rate));
    }
}
