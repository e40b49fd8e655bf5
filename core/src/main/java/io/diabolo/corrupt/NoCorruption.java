package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.preprocess.ModelRange;
import java.util.List;

/** Leaves the input as it is. */
@JsonTypeName("none")
public record NoCorruption() implements Corruption {

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        return example;
    }

    @Override
    public String text() {
        return "none";
    }

    @Override
    public List<Corruption> sequence() {
        return List.of();
    }
}
