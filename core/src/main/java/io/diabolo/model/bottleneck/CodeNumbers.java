package io.diabolo.model.bottleneck;

import io.diabolo.engine.Tensor;

/** Codes that are choices among learned vectors, as the numbers of those: what the prior of a quantised model can tell. */
public interface CodeNumbers {

    /** How the numbers lie. */
    CodeGrid grid();

    /**
     * The numbers of codes.
     *
     * @param codes [N, D * S]
     * @return [N][T]
     */
    int[][] numbersOf(Tensor codes);

    /**
     * The counterpart.
     *
     * @param numbers [N][T], each from 0 to K - 1
     * @return [N, D * S]
     */
    Tensor codesOf(int[]... numbers);
}
