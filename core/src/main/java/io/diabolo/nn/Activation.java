package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.engine.Tensor;

/** An element-wise nonlinearity. */
public enum Activation {
    @JsonProperty("relu")
    RELU,
    @JsonProperty("leaky_relu")
    LEAKY_RELU,
    @JsonProperty("gelu")
    GELU,
    @JsonProperty("silu")
    SILU,
    @JsonProperty("tanh")
    TANH,
    @JsonProperty("sigmoid")
    SIGMOID;

    /** Applies it. LEAKY_RELU has slope 0.01. */
    public Tensor apply(Tensor x) {
        return switch (this) {
            case RELU -> x.relu();
            case LEAKY_RELU -> x.leakyRelu(0.01);
            case GELU -> x.gelu();
            case SILU -> x.silu();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
        };
    }
}
