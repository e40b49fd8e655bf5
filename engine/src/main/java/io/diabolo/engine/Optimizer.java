package io.diabolo.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
    private final SortedMap<Double, List<Integer>> groups = new TreeMap<>();

    Optimizer(List<Tensor> parameters) {
        if (parameters.isEmpty()) {
            throw new EngineException("an optimiser needs at least one parameter");
        }
        this.parameters = List.copyOf(parameters);
        groups.put(1.0, IntStream.range(0, parameters.size()).boxed().toList());
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
     * Lets parameters learn at rates of their own.
     *
     * @param factors of the learning rate, one a parameter
     */
    public Optimizer withRateFactors(List<Double> factors) {
        if (factors.size() != parameters.size()) {
            throw new EngineException("%d rate factors for %d parameters".formatted(factors.size(), parameters.size()));
        }
        groups.clear();
        for (int i = 0; i < factors.size(); i++) {
            groups.computeIfAbsent(factors.get(i), factor -> new ArrayList<>()).add(i);
        }
        return this;
    }

    /**
     * One step along the gradients of all parameters, which {@link Tensor#backward()} must have filled.
     *
     * @throws EngineException if a parameter has none
     */
    public final void step(double learningRate) {
        step(learningRate, Together.ALONE);
    }

    /** The same step and the same bits, by several threads: it moves more memory than one processor can. */
    public final void step(double learningRate, Together threads) {
        try (NoGrad noGrad = NoGrad.open();
                TensorScope scope = TensorScope.open("optimizer step")) {
            List<Tensor> gradients = Gradients.of(parameters);
            begin();
            List<List<Integer>> dealt = Together.deal(parameters, threads.parts());
            threads.runParts(part -> move(dealt.get(part), gradients, learningRate));
        }
    }

    /** @param part which parameters are moved */
    private void move(List<Integer> part, List<Tensor> gradients, double learningRate) {
        try (NoGrad noGrad = NoGrad.open();
                TensorScope scope = TensorScope.open("part of an optimizer step")) {
            groups.forEach((factor, members) -> {
                List<Integer> own = members.stream().filter(part::contains).toList();
                if (!own.isEmpty()) {
                    update(own, choose(gradients, own), learningRate * factor);
                }
            });
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

    /** Before the updates of a step. */
    void begin() {}

    /**
     * Moves some of the parameters.
     *
     * @param members their numbers
     * @param gradients theirs
     */
    abstract void update(List<Integer> members, List<Tensor> gradients, double learningRate);

    static List<Tensor> choose(List<Tensor> tensors, List<Integer> members) {
        return members.stream().map(tensors::get).toList();
    }

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
