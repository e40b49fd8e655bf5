package io.diabolo.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adam and AdamW: {@code m = b1 m + (1-b1) g}, {@code v = b2 v + (1-b2) g^2},
 * {@code p -= rate * m / (1-b1^t) / (sqrt(v / (1-b2^t)) + 1e-8)}, with b1 = 0.9 and b2 = 0.999.
 *
 * <p>Weight decay is added to the gradient (Adam) or taken from the parameter (AdamW). One fused native pass over each
 * parameter and its moments.
 *
 * @source Kingma and Ba 2015; Loshchilov and Hutter 2019
 */
final class Adam extends Optimizer {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final FusedKernel kernel;
    private final List<Tensor> firstMoments;
    private final List<Tensor> secondMoments;
    /** t, as the kernel wants it: a float scalar, exact up to 2^24 steps. */
    private final Tensor stepCount;

    Adam(List<Tensor> parameters, double weightDecay, boolean decoupled) {
        super(parameters);
        this.weightDecay = weightDecay;
        kernel = new FusedKernel(decoupled ? "aten::_fused_adamw_" : "aten::_fused_adam_");
        firstMoments = zerosLikeParameters();
        secondMoments = zerosLikeParameters();
        try (TensorScope scope = TensorScope.open("optimizer state")) {
            stepCount = state.adopt(Tensor.scalar(0));
        }
    }

    @Override
    void begin() {
        stepCount.assignInPlace(stepCount.add(1));
    }

    @Override
    void update(List<Integer> members, List<Tensor> gradients, double learningRate) {
        try (FusedKernel.Call call = kernel.call()) {
            call.tensors(choose(parameters, members)).tensors(gradients);
            call.tensors(choose(firstMoments, members)).tensors(choose(secondMoments, members));
            call.tensors(List.of()).tensors(Collections.nCopies(members.size(), stepCount));
            call.number(learningRate)
                    .number(BETA1)
                    .number(BETA2)
                    .number(weightDecay)
                    .number(EPSILON);
            call.flag(false).flag(false).none().none().run();
        }
    }

    @Override
    public List<Tensor> state() {
        List<Tensor> all = new ArrayList<>(firstMoments);
        all.addAll(secondMoments);
        all.add(stepCount);
        return all;
    }
}
