package io.diabolo.jobs.report;

/** Two models at the same latent size. */
record Comparison(SizeResult one, SizeResult other) {

    /** With one seed there is no spread to judge by: differences below this share of the error count as none. */
    private static final double SAME = 0.01;

    int latent() {
        return one.latent();
    }

    SizeResult lower() {
        return oneIsLower() ? one : other;
    }

    SizeResult higher() {
        return oneIsLower() ? other : one;
    }

    private boolean oneIsLower() {
        return one.mse().mean() <= other.mse().mean();
    }

    /** By which share of the higher error the lower one is lower, 0 to 1. */
    double saved() {
        return 1 - lower().mse().mean() / higher().mse().mean();
    }

    /** How many times as long the one with the lower error trains. */
    double timeRatio() {
        return lower().seconds().mean() / higher().seconds().mean();
    }

    /** Whether both have at least two seeds, hence a spread. */
    boolean hasSpread() {
        return one.mse().count() > 1 && other.mse().count() > 1;
    }

    /** Whether the errors differ by more than twice the standard error of their difference. */
    boolean isClear() {
        double difference = higher().mse().mean() - lower().mse().mean();
        return hasSpread()
                ? difference
                        > 2 * Math.sqrt(one.mse().errorSquared() + other.mse().errorSquared())
                : saved() >= SAME;
    }
}
