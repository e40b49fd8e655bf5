package io.diabolo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

    @Test
    void create_withoutScope_throws() {
        assertThatThrownBy(() -> Tensor.zeros(2))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("TensorScope");
    }

    @Test
    void values_roundTrip_areEqual() {
        try (TensorScope scope = TensorScope.open("test")) {
            assertThat(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).toFloats())
                    .containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(Tensor.of(new byte[] {0, 127, (byte) 255}, 3).toFloats()).containsExactly(0, 127, 255);
        }
    }

    @Test
    void add_shapesThatDoNotMatch_namesBoth() {
        try (TensorScope scope = TensorScope.open("test")) {
            assertThatThrownBy(() -> Tensor.zeros(2, 3).add(Tensor.zeros(2, 4)))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("add: shapes [2, 3] and [2, 4] do not match");
        }
    }

    @Test
    void use_afterItsScopeClosed_throws() {
        Tensor escaped;
        try (TensorScope scope = TensorScope.open("test")) {
            escaped = Tensor.zeros(2);
        }
        assertThatThrownBy(escaped::toFloats)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("freed");
    }

    @Test
    void keep_tensor_livesInTheOuterScope() {
        try (TensorScope outer = TensorScope.open("outer")) {
            Tensor kept;
            try (TensorScope inner = TensorScope.open("inner")) {
                kept = inner.keep(Tensor.full(3, 2));
            }
            assertThat(kept.toFloats()).containsExactly(3, 3);
        }
    }

    @Test
    void scope_closedTwice_isHarmless_andFreesAll() {
        long before = TensorScope.liveTensors();
        TensorScope scope = TensorScope.open("test");
        Tensor.zeros(2).add(1).mul(3);
        assertThat(TensorScope.liveTensors()).isEqualTo(before + 3);
        scope.close();
        scope.close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void outerScope_closed_closesTheInnerOnes() {
        long before = TensorScope.liveTensors();
        TensorScope outer = TensorScope.open("outer");
        TensorScope.open("inner left open");
        Tensor.zeros(1);
        outer.close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
        assertThatThrownBy(() -> Tensor.zeros(1)).isInstanceOf(EngineException.class);
    }

    @Test
    void nativeFailure_becomesOneLine() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor notPositive = Tensor.of(new float[] {Float.NaN, 0, 0, 1}, 2, 2);
            assertThatThrownBy(() -> notPositive.to(DataType.INT64).eigenSymmetric())
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("libtorch: ")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void argMin_rowsWithATie_isTheFirstOfTheSmallest() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {3, 1, 1, -2, 5, -2.5f}, 2, 3);
            assertThat(x.argMin(1).type()).isEqualTo(DataType.INT64);
            assertThat(x.argMin(1).to(DataType.FLOAT32).toFloats()).containsExactly(1, 2);
            assertThat(x.argMin(0).to(DataType.FLOAT32).toFloats()).containsExactly(1, 0, 1);
        }
    }

    @Test
    void largest_ofEachRow_areMarkedWithAllEqualOnes() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {3, 1, 2, -1, -5, -1}, 2, 3).requireGradient();
            assertThat(x.largest(1).toFloats()).containsExactly(1, 0, 0, 1, 0, 1);
            assertThat(x.largest(2).toFloats()).containsExactly(1, 0, 1, 1, 0, 1);
            assertThat(x.largest(3).toFloats()).containsOnly(1);
            assertThatThrownBy(() -> x.largest(4)).isInstanceOf(EngineException.class);
            x.mul(x.largest(1)).sum().backward();
            assertThat(Objects.requireNonNull(x.gradient()).toFloats()).containsExactly(1, 0, 0, 1, 0, 1);
        }
    }

    @Test
    void sumRows_byNumber_addsThoseOfEach() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
            Tensor sums = x.sumRows(Tensor.of(new long[] {2, 0, 2}), 4);
            assertThat(sums.shape()).isEqualTo(Shape.of(4, 2));
            assertThat(sums.toFloats()).containsExactly(3, 4, 0, 0, 6, 8, 0, 0);
            assertThatThrownBy(() -> x.sumRows(Tensor.of(new long[] {2, 0}), 4)).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void permute_ofChannels_putsThemLastAndBack() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 1, 2, 3);
            Tensor last = x.permute(0, 2, 1);
            assertThat(last.shape()).isEqualTo(Shape.of(1, 3, 2));
            assertThat(last.toFloats()).containsExactly(1, 10, 2, 20, 3, 30);
            assertThat(last.permute(0, 2, 1).toFloats()).containsExactly(x.toFloats());
            assertThatThrownBy(() -> x.permute(0, 1)).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void eigenSymmetric_result_outlivesTheCallThatMadeIt() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor matrix = Tensor.of(new float[] {2, 1, 1, 2}, 2, 2);
            for (int i = 0; i < 200; i++) {
                Tensor.Eigen eigen = matrix.eigenSymmetric();
                Tensor.normal(Generator.of(i), 2, 2).matmul(matrix);
                assertThat(eigen.values().toFloats()).containsExactly(new float[] {1, 3}, within(1e-5f));
                Tensor product = matrix.matmul(eigen.vectors());
                assertThat(product.sub(eigen.vectors().mul(eigen.values()))
                                .abs()
                                .sum()
                                .item())
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void gradient_keptAfterItIsCleared_keepsItsValues() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.full(3, 2).requireGradient();
            x.square().sum().backward();
            Tensor gradient = java.util.Objects.requireNonNull(x.gradient());
            x.clearGradient();
            assertThat(x.gradient()).isNull();
            assertThat(gradient.toFloats()).containsExactly(6, 6);
        }
    }

    /** Element-wise functions and the losses' pieces, each against central differences. */
    enum Differentiable {
        RELU(Tensor::relu),
        LEAKY_RELU(x -> x.leakyRelu(0.1)),
        GELU(Tensor::gelu),
        SILU(Tensor::silu),
        TANH(Tensor::tanh),
        SIGMOID(Tensor::sigmoid),
        SOFTPLUS(Tensor::softplus),
        EXP(Tensor::exp),
        SQUARE(Tensor::square),
        CROSS_ENTROPY(x -> x.binaryCrossEntropyWithLogits(Tensor.full(0.3, 2, 3))),
        POOLED(x -> x.reshape(1, 1, 2, 3).avgPool2d(2)),
        UPSAMPLED(x -> x.reshape(1, 1, 2, 3).upsampleNearest(4, 6).square()),
        PERMUTED(x -> x.permute(1, 0).square()),
        LOG_SUM_EXP(x -> x.logSumExp(1).square()),
        LOG_SOFTMAX(x -> x.logSoftmax(0).square()),
        EXTENDED(x -> x.reshape(1, 1, 2, 3).extendEdge(2, 1).square()),
        REARRANGED(x -> x.reshape(1, 6, 1, 1)
                .mul(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 6, 1, 1))
                .channelsLast()
                .square()),
        LAYER_NORM(x ->
                x.layerNorm(Tensor.full(1, 3), Tensor.zeros(3)).mul(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));

        @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
        final UnaryOperator<Tensor> function;

        Differentiable(UnaryOperator<Tensor> function) {
            this.function = function;
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradient_ofEachFunction_equalsFiniteDifferences(Differentiable f) {
        float[] at = {-1.3f, -0.4f, 0.2f, 0.9f, 1.7f, -2.1f};
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(at, 2, 3).requireGradient();
            f.function.apply(x).sum().backward();
            float[] gradient = java.util.Objects.requireNonNull(x.gradient()).toFloats();
            for (int i = 0; i < at.length; i++) {
                float step = 1e-2f;
                float[] high = at.clone();
                float[] low = at.clone();
                high[i] += step;
                low[i] -= step;
                double difference = (f.function
                                        .apply(Tensor.of(high, 2, 3))
                                        .sum()
                                        .item()
                                - f.function.apply(Tensor.of(low, 2, 3)).sum().item())
                        / (2 * step);
                assertThat((double) gradient[i])
                        .isCloseTo(difference, within(2e-2 * Math.max(1, Math.abs(difference))));
            }
        }
    }

    @Test
    void spaceToDepth_ofASeries_ordersByChannelThenStep_andComesBack() {
        try (TensorScope scope = TensorScope.open("test")) {
            float[] values = {1, 2, 3, 4, 10, 20, 30, 40};
            Tensor deep = Tensor.of(values, 1, 2, 4).spaceToDepth(2);
            assertThat(deep.shape()).isEqualTo(Shape.of(1, 4, 2));
            assertThat(deep.toFloats()).containsExactly(1, 3, 2, 4, 10, 30, 20, 40);
            assertThat(deep.depthToSpace(2).toFloats()).isEqualTo(values);
            assertThatThrownBy(() -> deep.spaceToDepth(3)).isInstanceOf(EngineException.class);
            assertThatThrownBy(() -> deep.depthToSpace(3)).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void conv2d_ofHeightOne_isTheConvolutionOfASeries() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 1, 4);
            Tensor weight = Tensor.of(new float[] {1, 10, 100}, 1, 1, 1, 3);
            Tensor y = x.conv2d(weight, Tensor.zeros(1), 2, 1);
            assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 1, 2));
            assertThat(y.toFloats()).containsExactly(210, 432);
            Tensor back = y.convTranspose2d(weight, Tensor.zeros(1), 2, 1, 1, 4);
            assertThat(back.toFloats()).containsExactly(2100, 21432, 4320, 43200);
        }
    }

    @Test
    void spaceToDepth_ofTwoChannels_ordersByChannelThenRowThenColumn() {
        try (TensorScope scope = TensorScope.open("test")) {
            float[] values = new float[2 * 4 * 6];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
            }
            Tensor x = Tensor.of(values, 1, 2, 4, 6);
            Tensor deep = x.spaceToDepth(2);
            assertThat(deep.shape()).isEqualTo(Shape.of(1, 8, 2, 3));
            // At position (1, 2): rows 2 and 3, columns 4 and 5, of channel 0 and then of channel 1.
            float[] all = deep.toFloats();
            for (int channel = 0; channel < 8; channel++) {
                int expected = channel / 4 * 24 + (2 + channel % 4 / 2) * 6 + 4 + channel % 2;
                assertThat(all[channel * 6 + 5]).isEqualTo(expected);
            }
            assertThat(deep.channelsLast().depthToSpace(2).toFloats()).isEqualTo(values);
            assertThatThrownBy(() -> x.spaceToDepth(4)).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void scaleAndShift_thenBytes_roundDownAndStayUnsigned() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {0, 0.25f, 0.5f, 1}, 2, 2).scaleAndShift(254, 0.5);
            assertThat(x.toFloats()).containsExactly(0.5f, 64, 127.5f, 254.5f);
            assertThat(x.to(DataType.UINT8).toBytes()).containsExactly(0, 64, 127, 254);
            assertThatThrownBy(x::toBytes).isInstanceOf(EngineException.class).hasMessageContaining("uint8");
        }
    }

    @Test
    void toRows_ofAMatrix_areItsRows() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertThat(x.toRows()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
            assertThatThrownBy(() -> x.reshape(6).toRows()).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void channelsLast_ofOneChannel_makesAConvolutionAnswerInThatLayout() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.full(1, 2, 1, 6, 6).channelsLast();
            Tensor y = x.conv2d(Tensor.full(1, 8, 1, 3, 3), Tensor.zeros(8), 1, 1);
            assertThat(y.handle("test").is_contiguous(org.bytedeco.pytorch.global.torch.MemoryFormat.ChannelsLast))
                    .isTrue();
            assertThat(y.gelu()
                            .handle("test")
                            .is_contiguous(org.bytedeco.pytorch.global.torch.MemoryFormat.ChannelsLast))
                    .isTrue();
        }
    }

    @Test
    void extendEdge_repeatsTheLastRowAndColumn() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
            assertThat(x.extendEdge(1, 2).toFloats()).containsExactly(1, 2, 2, 2, 3, 4, 4, 4, 3, 4, 4, 4);
        }
    }

    @Test
    void floor_ofNegatives_goesDown() {
        try (TensorScope scope = TensorScope.open("test")) {
            assertThat(Tensor.of(new float[] {-1.5f, -0.0f, 0.9f, 2}, 4).floor().toFloats())
                    .containsExactly(-2, -0.0f, 0, 2);
        }
    }

    @Test
    void convTranspose2d_ofAStridedConvolution_givesBackOddSizes() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.zeros(1, 1, 15, 22);
            Tensor small = x.conv2d(Tensor.zeros(4, 1, 3, 3), Tensor.zeros(4), 2, 1);
            assertThat(small.shape()).isEqualTo(Shape.of(1, 4, 8, 11));
            Tensor large = small.convTranspose2d(Tensor.zeros(4, 1, 3, 3), Tensor.zeros(1), 2, 1, 15, 22);
            assertThat(large.shape()).isEqualTo(x.shape());
        }
    }

    @Test
    void generator_sameSeedAndStep_sameNumbers() {
        try (TensorScope scope = TensorScope.open("test");
                Generator a = Generator.ofStep(7, 12);
                Generator b = Generator.ofStep(7, 12);
                Generator c = Generator.ofStep(7, 13)) {
            float[] first = Tensor.normal(a, 100).toFloats();
            assertThat(Tensor.normal(b, 100).toFloats()).isEqualTo(first);
            assertThat(Tensor.normal(c, 100).toFloats()).isNotEqualTo(first);
        }
    }
}
