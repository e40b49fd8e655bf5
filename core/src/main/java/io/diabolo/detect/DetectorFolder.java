package io.diabolo.detect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.engine.Device;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.WeightsFolder;
import io.diabolo.task.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A saved detector: {@code config.json}, {@code calibration.safetensors} (what is normal, and the scores of held-out samples),
 * and a model folder for each autoencoder in a folder that {@code config.json} names. A kill at any moment leaves a whole
 * detector, the old one or the new one: models are written into a folder of their own before {@code config.json} names it.
 */
final class DetectorFolder {

    /** The format that this release writes; it reads all up to it. */
    static final int FORMAT = 2;

    private static final String CALIBRATION = "calibration.safetensors";
    private static final String MODELS = "models-";
    private static final WeightsFolder.Kind KIND = new WeightsFolder.Kind(Set.of("detector"), FORMAT, "detector");

    private DetectorFolder() {}

    static boolean exists(Path folder) {
        return new WeightsFolder(folder, KIND).exists();
    }

    static void save(Path folder, AnomalyDetector detector) {
        List<Member> members = detector.ensemble().members();
        String models = freshName(folder);
        for (int i = 0; i < members.size(); i++) {
            members.get(i).model().save(folder.resolve(models).resolve(String.valueOf(i)));
        }
        new WeightsFolder(folder, KIND)
                .save(
                        Map.of(
                                CALIBRATION,
                                file -> Safetensors.write(
                                        file,
                                        tensors(detector),
                                        new TreeMap<>(Map.of("format", "diabolo-detector-" + FORMAT)))),
                        hashes -> new Config(
                                FORMAT,
                                "detector",
                                String.valueOf(hashes.get(CALIBRATION)),
                                models,
                                members.stream().map(Member::part).toList(),
                                detector.heatScale(),
                                detector.options(),
                                detector.report()));
        removeOthers(folder, models);
    }

    private static String freshName(Path folder) {
        int number = 1;
        while (Files.exists(folder.resolve(MODELS + number))) {
            number++;
        }
        return MODELS + number;
    }

    private static void removeOthers(Path folder, String kept) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = String.valueOf(entry.getFileName());
                if (name.matches(MODELS + "\\d+") && !name.equals(kept)) {
                    remove(entry);
                }
            }
        } catch (IOException e) {
            throw new OutputException("%s: the former models cannot be removed: %s".formatted(folder, e), e);
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(folder)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }

    private static List<NamedTensor> tensors(AnomalyDetector detector) {
        List<NamedTensor> tensors = new ArrayList<>();
        double[] scores = detector.conformal().scores();
        tensors.add(new NamedTensor.F64("calibration_scores", List.of((long) scores.length), scores));
        List<Member> members = detector.ensemble().members();
        for (int i = 0; i < members.size(); i++) {
            String prefix = "member." + i + ".";
            if (members.get(i) instanceof CodingMember coding) {
                add(tensors, prefix, coding.normal());
            } else if (members.get(i) instanceof MarkingMember marking) {
                float[] marks = marking.normal().marks();
                tensors.add(new NamedTensor.F32(prefix + "marks", List.of((long) marks.length), marks));
                tensors.add(standard(prefix + "scale", marking.normal().scale()));
            }
        }
        return tensors;
    }

    private static void add(List<NamedTensor> tensors, String prefix, CodingMember.Normal normal) {
        float[] errors = normal.errors().mean();
        float[] whitening = normal.errors().whitening();
        long elements = errors.length;
        tensors.add(new NamedTensor.F32(prefix + "error", List.of(elements), errors));
        if (whitening.length > 0) {
            tensors.add(new NamedTensor.F32(prefix + "whitening", List.of(elements, elements), whitening));
        }
        tensors.add(new NamedTensor.F32(prefix + "surprise", List.of(elements), normal.surprise()));
        tensors.add(new NamedTensor.F32(
                prefix + "codes",
                List.of((long) normal.neighbours().size(), (long)
                        normal.neighbours().dimensions()),
                normal.neighbours().rows()));
        tensors.add(standard(prefix + "reconstruction", normal.reconstruction()));
        tensors.add(standard(prefix + "latent", normal.latent()));
    }

    private static NamedTensor standard(String name, Standard standard) {
        return new NamedTensor.F64(name, List.of(2L), new double[] {standard.centre(), standard.spread()});
    }

    static AnomalyDetector load(Path folder) {
        WeightsFolder files = new WeightsFolder(folder, KIND);
        Config config = files.config(Config.class);
        Path calibration = files.weights(CALIBRATION, config.calibrationSha256());
        Saved saved = Saved.read(calibration);
        List<Member> members = new ArrayList<>();
        try {
            for (int i = 0; i < config.parts().size(); i++) {
                Path place = folder.resolve(config.models()).resolve(String.valueOf(i));
                if (!ModelFolder.exists(place)) {
                    throw new CorruptFileException(
                            "damaged detector: %s is missing; take it from a backup or fit the detector again"
                                    .formatted(place));
                }
                TrainedModel model = TrainedModel.load(place, Device.CPU);
                members.add(member(model, config, i, saved));
            }
            return new AnomalyDetector(
                    new Ensemble(members),
                    Conformal.of(saved.doubles("calibration_scores")),
                    config.heatScale(),
                    config.options(),
                    config.report());
        } catch (RuntimeException e) {
            members.forEach(Member::close);
            throw e;
        }
    }

    private static Member member(TrainedModel model, Config config, int number, Saved saved) {
        try {
            String prefix = "member." + number + ".";
            int elements = model.preprocessing().shape().elements();
            if (config.parts().get(number) == Part.MARKS) {
                return MarkingMember.of(
                        model,
                        new MarkingMember.Normal(
                                saved.floats(prefix + "marks", elements), saved.standard(prefix + "scale")));
            }
            int latent = model.autoencoder().config().latent();
            float[] codes = saved.floats(prefix + "codes", 0);
            if (codes.length % latent != 0) {
                throw new CorruptFileException(
                        "%s does not fit its models: fit the detector again".formatted(saved.file));
            }
            return new CodingMember(
                    model,
                    config.parts().get(number),
                    CodingPlan.rounds(model.preprocessing(), config.parts().get(number), config.options(), number),
                    new CodingMember.Normal(
                            saved.errors(prefix, elements),
                            saved.floats(prefix + "surprise", elements),
                            NearestNeighbours.of(latent, codes, Integer.MAX_VALUE, 0),
                            saved.standard(prefix + "reconstruction"),
                            saved.standard(prefix + "latent")));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** The tensors of a file by name. */
    private record Saved(Path file, Map<String, NamedTensor> tensors) {

        static Saved read(Path file) {
            Map<String, NamedTensor> tensors = new HashMap<>();
            Safetensors.read(file, Safetensors.Limits.STANDARD).tensors().forEach(t -> tensors.put(t.name(), t));
            return new Saved(file, tensors);
        }

        /** Detectors of format 1 take errors as if they did not go together. */
        NormalErrors errors(String prefix, int elements) {
            String together = prefix + "whitening";
            return new NormalErrors(
                    floats(prefix + "error", elements),
                    tensors.containsKey(together) ? floats(together, elements * elements) : new float[0]);
        }

        Standard standard(String name) {
            double[] values = doubles(name);
            if (values.length != 2) {
                throw new CorruptFileException(
                        "%s: %s must hold 2 numbers: fit the detector again".formatted(file, name));
            }
            return new Standard(values[0], values[1]);
        }

        double[] doubles(String name) {
            if (tensors.get(name) instanceof NamedTensor.F64 found) {
                return found.values();
            }
            throw new CorruptFileException("%s holds no %s: fit the detector again".formatted(file, name));
        }

        /** @param length that it must have; 0 for any */
        float[] floats(String name, int length) {
            if (tensors.get(name) instanceof NamedTensor.F32 found
                    && found.values().length > 0
                    && (length == 0 || found.values().length == length)) {
                return found.values();
            }
            throw new CorruptFileException(
                    "%s holds no %s of the models' size: fit the detector again".formatted(file, name));
        }
    }

    /** The content of {@code config.json}. */
    private record Config(
            int format,
            String type,
            @JsonProperty("calibration_sha256") String calibrationSha256,
            String models,
            List<Part> parts,
            double heatScale,
            DetectOptions options,
            FitReport report) {}
}
