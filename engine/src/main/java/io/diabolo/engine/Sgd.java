package io.diabolo.engine;

import java.util.List;

/**
 * Stochastic gradient descent with momentum: {@code b = 0.9 b + g}, {@code p -= rate * b}.
 *
 * @source Sutskever et al. 2013
 */
final class Sgd extends Optimizer {

    private static final double MOMENTUM = 0.9;

    private final double weightDecay;
    private final FusedKernel kernel = new FusedKernel("aten::_fused_sgd_");
    private final List<Tensor> momenta = zerosLikeParameters();

    Sgd(List<Tensor> parameters, double weightDecay) {
        super(parameters);
        this.weightDecay = weightDecay;
    }

    @Override
    void update(List<Integer> members, List<Tensor> gradients, double learningRate) {
        try (FusedKernel.Call call = kernel.call()) {
            call.tensors(choose(parameters, members)).tensors(gradients).tensors(choose(momenta, members));
            call.number(weightDecay).number(MOMENTUM).number(learningRate).number(0);
            call.flag(false).flag(false).flag(false).none().none().run();
        }
    }

    @Override
    public List<Tensor> state() {
        return momenta;
    }
}
