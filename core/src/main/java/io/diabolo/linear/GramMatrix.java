package io.diabolo.linear;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import java.io.Serializable;

/**
 * The number of samples, their mean m [E], and the sum of (x - m)(x - m)' [E, E], in float64: all that principal components follow
 * from. Samples may be looked at in parts, on several machines, and merged in any order; the sum stays one around the mean of all
 * samples so far, so that a mean far from 0 costs no digits. Not safe for use by several threads.
 *
 * @source Chan, Golub and LeVeque 1979 (merging)
 */
public final class GramMatrix implements Serializable {

    /** E at most: 32 MB of products. */
    public static final int MOST_ELEMENTS = 2_048;

    private static final long serialVersionUID = 1;

    private final int elements;
    private final double[] mean;
    private final double[] products;
    private long count;

    /**
     * Of no sample.
     *
     * @param elements E, 1 to {@link #MOST_ELEMENTS}
     * @throws BadInputException if there are more or fewer
     */
    public GramMatrix(int elements) {
        if (elements < 1 || elements > MOST_ELEMENTS) {
            throw new BadInputException("a matrix of products takes samples of 1 to %,d elements, not of %,d"
                    .formatted(MOST_ELEMENTS, elements));
        }
        this.elements = elements;
        mean = new double[elements];
        products = new double[elements * elements];
    }

    /**
     * Adds all samples of a dataset.
     *
     * @param preprocessing makes samples of E elements; a missing value enters as what fills it
     */
    public void add(Dataset data, Preprocessing preprocessing) {
        for (int first = 0; first < data.size(); first += Pca.chunk(data)) {
            try (TensorScope scope = TensorScope.open("gram chunk")) {
                Tensor x = Pca.rows(data, preprocessing, first);
                Tensor centre = x.sum(0).div((double) x.size(0)).reshape(1, elements);
                Tensor around = x.sub(centre);
                double[] sums = around.transpose().matmul(around).toDoubles();
                merge(x.size(0), centre.toDoubles(), sums);
            }
        }
    }

    /**
     * Adds the samples of another one.
     *
     * @throws BadInputException if it has another number of elements
     */
    public void merge(GramMatrix other) {
        other.requireElements(elements);
        if (other.count > 0) {
            merge(other.count, other.mean, other.products);
        }
    }

    private void merge(long otherCount, double[] otherMean, double[] otherProducts) {
        long total = count + otherCount;
        double share = (double) otherCount / total;
        double[] apart = new double[elements];
        for (int i = 0; i < elements; i++) {
            apart[i] = otherMean[i] - mean[i];
            mean[i] += apart[i] * share;
        }
        for (int i = 0; i < elements; i++) {
            double weight = apart[i] * share * count;
            for (int j = 0, at = i * elements; j < elements; j++, at++) {
                products[at] += otherProducts[at] + weight * apart[j];
            }
        }
        count = total;
    }

    void requireElements(int wanted) {
        if (elements != wanted) {
            throw new BadInputException("these are products of %,d elements, the samples have %,d: sum up theirs"
                    .formatted(elements, wanted));
        }
    }

    /** How many samples there were. */
    public long count() {
        return count;
    }

    /** E. */
    public int elements() {
        return elements;
    }

    /** m [E], a copy; 0 of no sample. */
    public double[] mean() {
        return mean.clone();
    }

    /** The sum of (x - m)(x - m)' [E, E], a copy. */
    public double[] products() {
        return products.clone();
    }
}
