package io.diabolo.jobs;

import io.diabolo.restoring.training.RestorerFolder;
import io.diabolo.restoring.training.RestoringTask;
import io.diabolo.store.Provenance;
import java.nio.file.Path;

/**
 * What the folder of a restorer says.
 *
 * @param network as its file describes it, JSON
 */
public record RestorerInspection(RestoringTask task, String network, Provenance provenance) {

    /** Reads a folder; loads no native library. */
    public static RestorerInspection of(Path folder) {
        RestorerFolder.Description description = RestorerFolder.describe(folder);
        return new RestorerInspection(
                description.task(), description.task().network().json(), description.provenance());
    }

    /** For a reader. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("a restorer of pictures%n%n".formatted());
        text.append("network       %s%n".formatted(network));
        text.append("damage        %s%n".formatted(task.damage()));
        text.append("trained on    %s, %,d pictures in their sizes (SHA-256 %s)%n"
                .formatted(provenance.data(), provenance.trainSamples(), provenance.dataHash()));
        text.append("training      %,d steps, %.0f s, seed %s%n"
                .formatted(
                        provenance.training().steps(),
                        provenance.training().seconds(),
                        provenance.plan().seed()));
        text.append("made with     %s%n".formatted(String.join(", ", provenance.versions())));
        provenance.metrics().forEach(metric -> text.append("%-26s %.6g%n".formatted(metric.name(), metric.value())));
        return text.toString();
    }
}
