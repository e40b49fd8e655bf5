package io.diabolo.train;

/**
 * When a training validates. A long one does so once an epoch and not more often than every
 * {@link Trainable#validationSteps()}; a shorter one so often that its curve has {@value #FEWEST_POINTS} points behind the
 * one before the first step, as long as validating takes no longer than training.
 *
 * @param every steps from one validation to the next
 * @param unit steps of one validation of a long training: what the patience of early stopping is counted in, so that more
 *     validations do not make it shorter
 */
record ValidationSteps(long every, long unit) {

    static final int FEWEST_POINTS = 15;

    /** So few samples are learned by heart within this many epochs. */
    private static final int EPOCHS_OF_FEW_SAMPLES = 25;

    static ValidationSteps of(Trainable subject, TrainingPlan plan) {
        long perEpoch = plan.stepsPerEpoch(subject.samples());
        long longest = Math.max(subject.validationSteps(), perEpoch);
        return new ValidationSteps(
                every(longest, subject.validationCost(), plan.totalSteps(subject.samples())),
                Math.max(perEpoch, Math.min(longest, EPOCHS_OF_FEW_SAMPLES * perEpoch)));
    }

    /**
     * @param longest steps between validations that are never exceeded
     * @param cost of a validation, in training steps
     * @param total steps of the training
     */
    static long every(long longest, long cost, long total) {
        return Math.max(1, Math.min(longest, Math.max(cost, total / FEWEST_POINTS)));
    }
}
