package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.generate.SampleJudgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for samples that nobody has seen, or for a walk through a latent.
 *
 * @param training the model, and the data that it was trained on: what samples are compared with, and priors fitted to
 * @param out the folder that is written into
 * @param what what is wanted
 * @param draw how codes are drawn
 * @param prior where they come from
 */
public record GenerateRequest(EvaluateRequest training, String out, What what, Draw draw, Prior prior) {

    /** What is wanted. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    public sealed interface What permits Samples, Like, Between, Traversals, Manifold {}

    /** Samples from the prior. */
    @JsonTypeName("samples")
    public record Samples() implements What {}

    /**
     * Samples from the posterior of a picture.
     *
     * @param picture its file
     */
    @JsonTypeName("like")
    public record Like(String picture) implements What {}

    /**
     * A way from one picture to another.
     *
     * @param frames pictures on it, with both ends; 2 to 10,000
     */
    @JsonTypeName("between")
    public record Between(String from, String to, int frames) implements What {

        private static final int MOST = 10_000;

        public Between {
            if (frames < 2 || frames > MOST) {
                throw new BadInputException(
                        "a way between two pictures has from 2 to %,d frames, was given %,d".formatted(MOST, frames));
            }
        }
    }

    /**
     * The numbers of the code that change samples most.
     *
     * @param most how many of them, at least 1
     */
    @JsonTypeName("traversals")
    public record Traversals(int most) implements What {}

    /** A latent of two numbers as a whole. */
    @JsonTypeName("manifold")
    public record Manifold() implements What {}

    /**
     * How codes are drawn.
     *
     * @param count of samples, at least 1
     * @param temperature the factor of the deviations, above 0
     * @param label that of the samples, of a conditional model; null for all of its labels
     */
    public record Draw(
            long count,
            double temperature,
            long seed,
            @JsonSetter(nulls = Nulls.SET) @Nullable String label) {

        /** 64 from the prior as it is. */
        public static Draw usual() {
            return new Draw(64, 1, 0, null);
        }
    }

    /**
     * Where codes come from.
     *
     * @param kind null for the mixture that was fitted before, else the model's own
     * @param components of a mixture that is fitted now, even where there is one; null for the number under which validation
     *     codes are most probable
     */
    public record Prior(
            @JsonSetter(nulls = Nulls.SET) @Nullable Kind kind,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer components) {

        /** The kinds of prior that have a name. */
        public enum Kind {
            /** The one that the model was trained with. */
            MODEL,
            /** Normal distributions that are fitted to codes of the training data, and saved with the model. */
            MIXTURE,
            /** Of quantised models: each number given those before it, fitted and saved in the same way. */
            AUTOREGRESSIVE
        }

        public Prior {
            if (components != null && kind != Kind.MIXTURE) {
                throw new BadInputException("components are those of a mixture: ask for the prior 'mixture' too");
            }
        }

        public static Prior auto() {
            return new Prior(null, null);
        }
    }

    /**
     * What came of it.
     *
     * @param samples how many were written
     * @param prior what their codes came from
     * @param files what was written, in the order in which one looks at it
     * @param judgement null where there was nothing to compare with
     * @param activeUnits numbers of the code that carry something, of a variational model; null where that is not known
     * @param warnings what is wrong with the samples, a sentence each
     * @param interrupted whether it was stopped before its end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(
            String out,
            long samples,
            String prior,
            List<String> files,
            @Nullable SampleJudgement judgement,
            @Nullable Integer activeUnits,
            List<String> warnings,
            boolean interrupted) {

        public Outcome {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }

        /** Stopped before anything came of it; files that were written are whole. */
        static Outcome stopped(String out) {
            return new Outcome(out, 0, "none", List.of(), null, null, List.of(), true);
        }
    }
}
