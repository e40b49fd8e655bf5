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
     * Adds the gradients of other tensors to those of these.
     *
     * @param others as many, of the same shapes
     * @throws EngineException if one of them has no gradient
     */
    public static void add(List<Tensor> parameters, List<Tensor> others) {
        try (NoGrad noGrad = NoGrad.open();
                TensorScope scope = TensorScope.open("add gradients");
                PointerScope temporaries = new PointerScope()) {
            List<Tensor> targets = of(parameters);
            List<Tensor> added = of(others);
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).handle("add gradients").add_(added.get(i).handle("add gradients"));
            }
        }
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

    /**
     * The gradients, which belong to the innermost scope.
     *
     * @throws EngineException if a parameter has none: it takes no part in the loss
     */
    public static List<Tensor> of(List<Tensor> parameters) {
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
