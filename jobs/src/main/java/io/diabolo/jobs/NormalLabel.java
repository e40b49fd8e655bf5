package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.error.BadInputException;
import io.diabolo.error.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which label says that a sample is normal. */
final class NormalLabel {

    /** Words that need no explanation; 0 and 1 as in ADBench. */
    private static final List<String> USUAL =
            List.of("0", "normal", "good", "ok", "free", "inlier", "false", "no", "none");

    private NormalLabel() {}

    /** The samples with a label, all where {@code label} is null. */
    static Dataset only(Dataset data, @Nullable String label) {
        if (label == null) {
            return data;
        }
        int wanted = indexOf(data, label);
        int[] rows = IntStream.range(0, data.size())
                .filter(row -> data.label(row) == wanted)
                .toArray();
        if (rows.length == 0) {
            throw new BadInputException("%s: no sample has the label '%s'".formatted(data.name(), label));
        }
        return RowSubset.of(data, rows);
    }

    /**
     * For each sample whether it is abnormal.
     *
     * @param label of normal samples; null for the one whose name says so
     * @throws BadInputException if there are no labels, or all are of one kind
     */
    static boolean[] abnormal(Dataset data, @Nullable String label) {
        if (data.labelNames().isEmpty()) {
            throw new BadInputException(
                    "%s has no labels: name their column with --target, or put pictures into one folder for each label"
                            .formatted(data.name()));
        }
        int normal = label == null ? usual(data) : indexOf(data, label);
        boolean[] abnormal = new boolean[data.size()];
        int count = 0;
        for (int row = 0; row < abnormal.length; row++) {
            abnormal[row] = data.label(row) != normal;
            count += abnormal[row] ? 1 : 0;
        }
        if (count == 0 || count == abnormal.length) {
            throw new BadInputException(
                    "%s: all %,d samples are %s: to judge a detector takes at least one of each kind"
                            .formatted(data.name(), abnormal.length, count == 0 ? "normal" : "abnormal"));
        }
        return abnormal;
    }

    private static int usual(Dataset data) {
        for (String word : USUAL) {
            for (int i = 0; i < data.labelNames().size(); i++) {
                if (data.labelNames().get(i).toLowerCase(Locale.ROOT).equals(word)) {
                    return i;
                }
            }
        }
        throw new BadInputException("%s has the labels %s: say which of them is normal with --normal LABEL"
                .formatted(data.name(), some(data.labelNames())));
    }

    private static int indexOf(Dataset data, String label) {
        int index = data.labelNames().indexOf(label);
        if (index < 0) {
            throw new BadInputException("%s has no label '%s'%s; its labels are %s"
                    .formatted(
                            data.name(),
                            label,
                            NearestName.suggestion(label, data.labelNames()),
                            data.labelNames().isEmpty() ? "none" : some(data.labelNames())));
        }
        return index;
    }

    private static String some(List<String> names) {
        return names.size() <= 8 ? String.join(", ", names) : String.join(", ", names.subList(0, 8)) + " ...";
    }
}
