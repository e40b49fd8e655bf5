package io.diabolo.engine;

import java.util.List;

/**
 * Moves parameters against their gradients. The learning rate comes with each step, as a schedule is not its business.
 *
 * <p>Its state is a list of tensors in a fixed order, which a checkpoint saves and {@link #restore} brings back.
 */
public abstract class Optimizer implements AutoCloseable {

    /** The kinds that can be named in a training plan. */
    public enum Kind {
        /** Kingma and Ba 2015. */
        ADAM,
        /** Adam with decoupled weight decay: Loshchilov and Hutter 2019. */
        ADAMW,
        /** Stochastic gradient descent with momentum 0.9: Sutskever et al. 2013. */
        SGD
    }

    final List<Tensor> parameters;
    final TensorScope state;

    Optimizer(List<Tensor> parameters) {
        if (parameters.isEmpty()) {
            throw new EngineException("an optimiser needs at least one parameter");
        }
        this.parameters = List.copyOf(parameters);
        state = TensorScope.owner("optimizer");
    }

    public static Optimizer create(Kind kind, List<Tensor> parameters, double weightDecay) {
        return switch (kind) {
            case ADAM -> new Adam(parameters, weightDecay, false);
            case ADAMW -> new Adam(parameters, weightDecay, true);
            case SGD -> new Sgd(parameters, weightDecay);
        };
    }

    /**
     * One step along the gradients of all parameters, which {@link Tensor#backward()} must have filled.
     *
     * @throws EngineException if a parameter has none
     */
    public final void step(double learningRate) {
        try (NoGrad noGrad = NoGrad.open();
                TensorScope scope = TensorScope.open("optimizer step")) {
            update(Gradients.of(parameters), learningRate);
        }
    }

    /** What it remembers, in a fixed order; owned by the optimiser. */
    public abstract List<Tensor> state();

    /** Takes back what {@link #state()} gave, on the same parameters. */
    public final void restore(List<Tensor> saved) {
        List<Tensor> mine = state();
        if (saved.size() != mine.size()) {
            throw new EngineException(
                    "the optimiser's state has %d tensors, was given %d".formatted(mine.size(), saved.size()));
        }
        for (int i = 0; i < mine.size(); i++) {
            mine.get(i).assignInPlace(saved.get(i));
        }
    }

    abstract void update(List<Tensor> gradients, double learningRate);

    final List<Tensor> zerosLikeParameters() {
        try (TensorScope scope = TensorScope.open("optimizer state")) {
            return parameters.stream().map(p -> state.adopt(p.detach().mul(0))).toList();
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
