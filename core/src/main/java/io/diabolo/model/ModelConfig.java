package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.corrupt.Example;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.loss.Distortion;
import io.diabolo.nn.Parameters;
import java.util.List;

/**
 * The description of a model: validates itself, is JSON, builds the model, and can be looked at without native code. The
 * table of ids is the {@code permits} clause; a folder of format 1 has no id and means {@link AutoencoderConfig}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = AutoencoderConfig.class)
public sealed interface ModelConfig permits AutoencoderConfig, RestorerConfig, DefectMarkerConfig {

    /** How the kind is called in reports: {@code mlp plain}, {@code restorer}. */
    @JsonIgnore
    String kind();

    /** The shape [C, *S] of a training sample. */
    SampleShape input();

    /** What training compares an output with its target by. */
    Distortion loss();

    /** Where outputs lie. */
    OutputRange output();

    /** Whether the model eats, behind the values, a mask of what is known: 1 known, 0 missing or hidden. */
    boolean maskInput();

    /** What training minimises. */
    Objective objective();

    /** The labels that the model is told of samples; empty of one that asks for none. */
    @JsonIgnore
    default List<String> conditions() {
        return List.of();
    }

    /** Input, layers, output, with shapes and numbers of parameters. */
    List<LayerRow> layers();

    /** Whether a layer convolves, so that a batch pays to be divided among processors. */
    @JsonIgnore
    boolean convolves();

    /** Whether, in training, what becomes of a sample depends on the others of its batch. */
    @JsonIgnore
    boolean mixesSamples();

    /**
     * Builds the model with initial parameters that follow from a seed, on the device of the innermost scope.
     *
     * @throws io.diabolo.error.BadInputException if it is too large to be built
     */
    default Reconstructor build(long seed) {
        ModelLimits.requireAffordable(this);
        return build(Parameters.create(seed));
    }

    /** Builds the model in an empty store, which it owns then. */
    Reconstructor build(Parameters parameters);

    /** How many numbers the model learns. */
    default long parameters() {
        return layers().stream().mapToLong(LayerRow::parameters).sum();
    }

    /** The reconstruction that a raw output stands for. */
    default Tensor values(Tensor raw) {
        Tensor values = raw.to(DataType.FLOAT32);
        return output() == OutputRange.UNIT && !loss().hasOwnRange() ? values.sigmoid() : loss().values(values);
    }

    /** @return [N], the distortion of each sample */
    default Tensor distortion(Tensor raw, Example example) {
        Tensor compared = output() == OutputRange.UNIT && !loss().hasOwnRange()
                ? raw.to(DataType.FLOAT32).sigmoid()
                : raw;
        return loss().perExample(compared, example.target(), example.weight());
    }
}
