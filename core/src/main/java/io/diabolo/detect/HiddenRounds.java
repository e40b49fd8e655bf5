package io.diabolo.detect;

import io.diabolo.data.SampleShape;
import io.diabolo.preprocess.ColumnCode;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which elements of a sample are hidden together, round after round, so that each is expected from the others: whole columns
 * of a table, spans of time of a series. Each element is hidden equally often.
 *
 * @param hidden [rounds][E], whether an element is hidden in a round; no round for pictures
 */
@SuppressWarnings("ArrayRecordComponent")
record HiddenRounds(boolean[][] hidden) {

    private static final int SPANS = 14;

    /**
     * @param groups in how many rounds every element is hidden once: in each a {@code groups}-th part of all
     * @param passes how often every element is hidden
     */
    static HiddenRounds of(Preprocessing preprocessing, int groups, int passes, long seed) {
        int elements = preprocessing.shape().elements();
        List<int[]> cells = cells(preprocessing);
        int parts = Math.min(groups, cells.size());
        if (parts < 2) {
            return none();
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<boolean[]> rounds = new ArrayList<>();
        for (int pass = 0; pass < passes; pass++) {
            List<int[]> shuffled = new ArrayList<>(cells);
            for (int i = shuffled.size() - 1; i > 0; i--) {
                java.util.Collections.swap(shuffled, i, random.nextInt(i + 1));
            }
            for (int part = 0; part < parts; part++) {
                boolean[] round = new boolean[elements];
                for (int i = part; i < shuffled.size(); i += parts) {
                    for (int element : shuffled.get(i)) {
                        round[element] = true;
                    }
                }
                rounds.add(round);
            }
        }
        return new HiddenRounds(rounds.toArray(boolean[][]::new));
    }

    static HiddenRounds none() {
        return new HiddenRounds(new boolean[0][]);
    }

    int count() {
        return hidden.length;
    }

    /** The elements that are hidden together or not at all. */
    private static List<int[]> cells(Preprocessing preprocessing) {
        List<int[]> cells = new ArrayList<>();
        if (preprocessing instanceof TablePreprocessing table) {
            int at = 0;
            for (ColumnCode column : table.columns()) {
                cells.add(range(at, at + column.width()));
                at += column.width();
            }
        } else if (preprocessing.shape().kind() == SampleShape.Kind.ROW) {
            for (int i = 0; i < preprocessing.shape().elements(); i++) {
                cells.add(range(i, i + 1));
            }
        } else if (preprocessing.shape().kind() == SampleShape.Kind.SERIES) {
            int length = preprocessing.shape().spatial().get(0);
            int spans = Math.min(SPANS, length);
            for (int span = 0; span < spans; span++) {
                cells.add(span(
                        preprocessing.shape().channels(), length, span * length / spans, (span + 1) * length / spans));
            }
        }
        return cells;
    }

    private static int[] range(int from, int to) {
        int[] elements = new int[to - from];
        Arrays.setAll(elements, i -> from + i);
        return elements;
    }

    private static int[] span(int channels, int length, int from, int to) {
        int[] elements = new int[channels * (to - from)];
        Arrays.setAll(elements, i -> i / (to - from) * length + from + i % (to - from));
        return elements;
    }
}
