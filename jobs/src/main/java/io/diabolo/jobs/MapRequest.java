package io.diabolo.jobs;

import io.diabolo.embed.Planes;
import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.Locale;

/**
 * Asks for a map of the codes of samples, to look at in a browser.
 *
 * @param samples the model, and the samples: of the data of the training its test part, of other data all
 * @param out the folder for {@code map.html} and its charts
 * @param replace whether a map that is there is replaced
 * @param layouts at least one
 * @param lang of the page
 */
public record MapRequest(
        EvaluateRequest samples, String out, boolean replace, List<Planes.Layout> layouts, StudyRequest.Language lang) {

    public MapRequest {
        layouts = layouts.stream().distinct().toList();
        if (layouts.isEmpty()) {
            throw new BadInputException("a map needs at least one layout: pca, autoencoder or tsne");
        }
    }

    /**
     * What came of it.
     *
     * @param samples how many are on the map
     * @param of how many there are
     * @param page the document
     * @param rows how well each layout keeps the neighbours of the codes
     * @param interrupted whether it was stopped, so that nothing was written
     */
    public record Outcome(int samples, int of, String page, List<Row> rows, boolean interrupted) {

        public Outcome {
            rows = List.copyOf(rows);
        }

        /** For a reader. */
        public TextTable table() {
            TextTable table = new TextTable(1, "layout", "trustworthiness", "continuity", "seconds");
            rows.forEach(row -> table.row(
                    row.layout().name().toLowerCase(Locale.ROOT),
                    "%.4f".formatted(row.trustworthiness()),
                    "%.4f".formatted(row.continuity()),
                    "%.1f".formatted(row.seconds())));
            return table;
        }
    }

    /**
     * A layout.
     *
     * @param trustworthiness 0 to 1, of 5 neighbours: who is near on the map is near among the codes
     * @param continuity 0 to 1: who is near among the codes is near on the map
     * @param seconds that it took
     */
    public record Row(Planes.Layout layout, double trustworthiness, double continuity, double seconds) {}
}
