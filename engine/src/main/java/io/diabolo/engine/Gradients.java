package io.diabolo.engine;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** What is done to the gradients of all parameters together. */
public final class Gradients {

    private Gradients() {}

    /** Forgets the gradients, before the next {@link Tensor#backward()}. */
    public static void clear(List<Tensor> parameters) {
        parameters.forEach(Tensor::clearGradient);
    }

    /**
     * Scales the gradients so that their common Euclidean norm is at most {@code maximum}.
     *
     * @return the norm before
     * @source Pascanu et al. 2013
     */
    public static double clipNorm(List<Tensor> parameters, double maximum) {
        parameters.forEach(parameter -> parameter.checkAlive("clipNorm"));
        try (NoGrad noGrad = NoGrad.open();
                PointerScope temporaries = new PointerScope()) {
            return torch.clip_grad_norm_(Tensor.vector(parameters), maximum);
        }
    }

    /** @throws EngineException if a parameter has no gradient: it takes no part in the loss */
    static List<Tensor> of(List<Tensor> parameters) {
        return parameters.stream()
                .map(parameter -> {
                    Tensor gradient = parameter.gradient();
                    if (gradient == null) {
                        throw new EngineException("parameter %s has no gradient: the loss does not depend on it"
                                .formatted(parameter.shape()));
                    }
                    return gradient;
                })
                .toList();
    }
}
