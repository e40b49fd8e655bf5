package io.diabolo.entropy;

import io.diabolo.error.BadInputException;
import java.util.PriorityQueue;

/**
 * Turns real probabilities into the integer frequencies of a {@link SymbolTable}. It is used once, where a model is
 * exported, so that nobody who codes with the model computes a probability.
 *
 * <p>Each symbol, the escape included, first gets its rounded share, 1 at least; then single slots go where they gain, or
 * come from where they cost, the fewest bits, until the sum is 65536.
 */
public final class TableFitting {

    /** The most numbers that a table may list; the escape needs a slot too. */
    public static final int MAX_COUNT = SymbolTable.TOTAL - 1;

    private TableFitting() {}

    /**
     * Fits a table over first, first + 1, ...; the escape gets what the probabilities leave to 1.
     *
     * @param probabilities 1 to 65535 of them, finite, none negative; where they sum to more than 1 they are scaled down
     * @throws BadInputException if the probabilities are not of this kind
     */
    public static SymbolTable fit(int first, double[] probabilities) {
        if (probabilities.length < 1 || probabilities.length > MAX_COUNT) {
            throw new BadInputException(
                    "A table lists 1 to %d numbers, not %d.".formatted(MAX_COUNT, probabilities.length));
        }
        double[] shares = shares(probabilities);
        int[] frequencies = new int[shares.length];
        int sum = 0;
        for (int i = 0; i < shares.length; i++) {
            frequencies[i] = (int) Math.max(1, Math.rint(shares[i] * SymbolTable.TOTAL));
            sum += frequencies[i];
        }
        if (sum < SymbolTable.TOTAL) {
            spread(frequencies, shares, SymbolTable.TOTAL - sum, 1);
        } else {
            spread(frequencies, shares, sum - SymbolTable.TOTAL, -1);
        }
        int[] cumulative = new int[frequencies.length + 1];
        for (int i = 0; i < frequencies.length; i++) {
            cumulative[i + 1] = cumulative[i] + frequencies[i];
        }
        return SymbolTable.of("of fitted probabilities", first, cumulative);
    }

    private static double[] shares(double[] probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            if (!(p >= 0 && p < Double.POSITIVE_INFINITY)) {
                throw new BadInputException("A probability must be a number that is not negative, not " + p + ".");
            }
            sum += p;
        }
        double[] shares = new double[probabilities.length + 1];
        for (int i = 0; i < probabilities.length; i++) {
            shares[i] = probabilities[i] / Math.max(1, sum);
        }
        shares[probabilities.length] = Math.max(0, 1 - sum);
        return shares;
    }

    /** Adds or takes so many slots, each where the expected length of the code is the better or the less the worse for it. */
    private static void spread(int[] frequencies, double[] shares, int slots, int step) {
        PriorityQueue<Change> changes = new PriorityQueue<>();
        for (int i = 0; i < frequencies.length; i++) {
            offer(changes, i, frequencies[i], shares[i], step);
        }
        for (int n = 0; n < slots; n++) {
            int symbol = changes.remove().symbol();
            frequencies[symbol] += step;
            offer(changes, symbol, frequencies[symbol], shares[symbol], step);
        }
    }

    private static void offer(PriorityQueue<Change> changes, int symbol, int frequency, double share, int step) {
        if (frequency + step >= 1) {
            changes.add(new Change(share * Math.log((double) frequency / (frequency + step)), symbol));
        }
    }

    private record Change(double cost, int symbol) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            int byCost = Double.compare(cost, other.cost);
            return byCost != 0 ? byCost : Integer.compare(symbol, other.symbol);
        }
    }
}
