package io.diabolo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;

/**
 * What goes between the benchmark and a side's process: a JSON line on its input, a JSON line on its output.
 *
 * <p>Questions begin with {@code ask}, which names them.
 */
final class Protocol {

    private Protocol() {}

    /** One line of JSON. */
    static String line(Object message) {
        return Json.tree(message).toString();
    }

    /** @throws WorkerException if the side reports an error, or the line is no such record */
    static <T> T parse(String line, Class<T> type) {
        JsonNode node = Json.parse(line, JsonNode.class);
        if (node.has("error")) {
            throw new WorkerException(node.get("error").asText());
        }
        return Json.parse(line, type);
    }

    /**
     * Load the data, choose the fastest settings, warm up.
     *
     * @param ask {@code setup}
     * @param train the idx file to train on
     * @param test the idx file to test on
     * @param images a round
     * @param quick only see that it works
     */
    record Setup(
            String ask,
            Work.Kind kind,
            Work.Network network,
            int latent,
            int batch,
            String train,
            String test,
            int images,
            boolean quick) {

        static Setup of(Work work, BenchData.Files files, boolean quick) {
            return new Setup(
                    "setup",
                    work.kind(),
                    work.network(),
                    work.network().latent(),
                    work.batch(),
                    files.train().toString(),
                    files.test().toString(),
                    work.images(quick),
                    quick);
        }
    }

    /**
     * The answer to a {@link Setup}.
     *
     * @param parameters of the network, the same for all sides
     * @param precision {@code fp32} or {@code bf16}, of the products
     * @param how the settings in words
     * @param loadSeconds from the files to the first round
     */
    record Ready(long parameters, String precision, String how, double loadSeconds) {}

    /** Do the work once, with initial weights and an order that follow from {@code seed}. */
    record Round(String ask, long seed) {

        static Round of(long seed) {
            return new Round("round", seed);
        }
    }

    /**
     * The answer to a {@link Round}.
     *
     * @param images how many went through
     * @param seconds the loop alone
     * @param wholeSeconds with building the model and measuring its test error
     * @param loss mean squared test error by element; NaN where nothing was trained
     * @param peakBytes the largest resident memory of the process so far; 0 where the system does not say
     */
    record Done(double images, double seconds, double wholeSeconds, double loss, long peakBytes) {}

    /** Measure the largest rate of products of two matrices [size, size]. */
    record Peak(String ask, int size) {

        static Peak of(int size) {
            return new Peak("peak", size);
        }
    }

    /** The answer to a {@link Peak}, in GFLOP/s. */
    record Rates(double fp32, double bf16) {}

    /** Time the parts of a training step; Diabolo only, after a {@link Setup}. */
    record Parts(String ask, int steps) {

        static Parts of(int steps) {
            return new Parts("parts", steps);
        }
    }

    /** The answer to {@link Parts}: medians in milliseconds. */
    record PartTimes(double data, double forward, double backward, double optimizer, double loss) {}

    /** What a side says where it cannot go on. */
    record Failure(String error) {}

    /** A side that failed: the benchmark goes on without it. */
    static final class WorkerException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WorkerException(String message) {
            super(message);
        }
    }
}
