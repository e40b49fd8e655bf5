package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ModelRange;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Corruptions one after the other.
 *
 * @param parts at least two, none of them a chain or nothing
 */
@JsonTypeName("chain")
public record CorruptionChain(List<Corruption> parts) implements Corruption {

    public CorruptionChain {
        parts = List.copyOf(parts);
        if (parts.size() < 2 || parts.stream().anyMatch(part -> part.sequence().size() != 1)) {
            throw new BadInputException("a chain of corruptions needs at least two single ones, was " + parts);
        }
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        Example result = example;
        for (Corruption part : parts) {
            result = part.corrupt(result, range, random);
        }
        return result;
    }

    @Override
    public Corruption inUse() {
        return parts.stream().map(Corruption::inUse).reduce(Corruption.none(), Corruption::then);
    }

    @Override
    public List<Corruption> sequence() {
        return parts;
    }

    @Override
    public String text() {
        return parts.stream().map(Corruption::text).collect(Collectors.joining("+"));
    }
}
