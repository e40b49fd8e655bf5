package io.diabolo.model.bottleneck;

import io.diabolo.engine.Tensor;

/** Latents with space as the vectors at their positions, and back. */
final class Vectors {

    private Vectors() {}

    /** @shape [N, D] stays, [N, D, *S] to [N * S, D] */
    static Tensor of(Tensor latent) {
        int rank = latent.shape().rank();
        if (rank == 2) {
            return latent;
        }
        long[] channelsLast = new long[rank];
        for (int axis = 1; axis < rank; axis++) {
            channelsLast[axis - 1] = axis == 1 ? 0 : axis;
        }
        channelsLast[rank - 1] = 1; // [N, *S, D]
        return latent.permute(channelsLast).reshape(latent.shape().elements() / latent.size(1), latent.size(1));
    }

    /**
     * The counterpart of {@link #of}.
     *
     * @param sizes those of the latent: N, D, *S
     */
    static Tensor back(Tensor vectors, long... sizes) {
        int rank = sizes.length;
        if (rank == 2) {
            return vectors;
        }
        long[] channelsLast = new long[rank];
        long[] channelsFirst = new long[rank];
        channelsLast[0] = sizes[0];
        channelsFirst[1] = rank - 1L;
        for (int axis = 2; axis < rank; axis++) {
            channelsLast[axis - 1] = sizes[axis];
            channelsFirst[axis] = axis - 1L;
        }
        channelsLast[rank - 1] = sizes[1];
        return vectors.reshape(channelsLast).permute(channelsFirst);
    }
}
