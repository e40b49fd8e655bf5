package io.diabolo.train;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.Together;
import io.diabolo.error.BadInputException;
import io.diabolo.model.LossTerms;
import io.diabolo.nn.Parameters;
import io.diabolo.nodes.Nodes;
import java.util.List;

/**
 * What {@link Trainer#fit()} trains: a model with its data and its objective. Each call comes with a scope open on the
 * device of the training.
 */
public interface Trainable {

    /** What is learned, on the device of the training. */
    Parameters parameters();

    /** Factors of the learning rate, one for each of {@link Parameters#trainable()}; empty for one rate. */
    default List<Double> rateFactors() {
        return List.of();
    }

    /** How many training samples make an epoch. */
    int samples();

    /**
     * The loss of one step's batch, which follows from the number of the step and the random numbers alone.
     *
     * @param step counted from 0
     */
    LossTerms loss(long step, Generator random);

    /**
     * Computes the gradients of {@link #loss}.
     *
     * @return the loss and its parts
     */
    default List<Double> backward(long step, Generator random) {
        LossTerms loss = loss(step, random);
        Gradients.clear(parameters().trainable());
        loss.total().backward();
        return loss.values();
    }

    /**
     * Shares the batches out among machines; called before anything else.
     *
     * @throws BadInputException if its batches cannot be shared out
     */
    default void join(Nodes others) {
        throw new BadInputException("this kind of training runs on one machine");
    }

    /**
     * Called by the thread that trains, before anything else.
     *
     * @param fresh whether nothing has begun yet; not so for a training that resumes, from step 0 even
     */
    default void begin(boolean fresh) {}

    /** The threads that may move the weights; asked between {@link #begin} and {@link #end}. */
    default Together threads() {
        return Together.ALONE;
    }

    /** Called by the thread that trains, after everything else; also if it failed. */
    default void end() {}

    /** Called after the optimiser's step: for what is not learned by gradients. */
    default void afterStep() {}

    /** Validations of a long training are at least so many steps apart. */
    default long validationSteps() {
        return 200;
    }

    /** How many steps take as long as a validation: in a short training validations are at least so many steps apart. */
    default long validationCost() {
        return validationSteps();
    }

    /** The mean loss and its parts over the validation data, drawn the same each time. */
    Measured validate();

    /** The names of the parts of {@link #loss}, given those of {@link #validate}. */
    default List<String> trainingParts(List<String> validationParts) {
        return validationParts;
    }

    /** What looks wrong with the model as it is, each in a line with what to change. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Means over data.
     *
     * @param names {@code loss} first
     * @param values one for each name
     */
    record Measured(List<String> names, List<Double> values) {
        public Measured {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }
    }
}
