package io.diabolo.preprocess;

import io.diabolo.data.Dataset;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Count, mean, variance, least and greatest value of numbers that come one by one or in chunks. Chunks that are looked at
 * one by one, or by several who know nothing of each other, and merged in any order give what one pass over all gives, but
 * for rounding.
 *
 * @source Chan, Golub and LeVeque 1979 (merging)
 */
final class Moments implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHUNK = 256;

    private long count;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /**
     * Of the raw floats of each channel; missing values do not count.
     *
     * @param channels into how many equal parts a sample is divided
     */
    static List<Moments> ofChannels(Dataset data, int channels) {
        List<Moments> result = Stream.generate(Moments::new).limit(channels).toList();
        int elements = data.shape().elements();
        int length = elements / channels;
        for (int first = 0; first < data.size(); first += CHUNK) {
            int[] rows =
                    IntStream.range(first, Math.min(data.size(), first + CHUNK)).toArray();
            float[] values = new float[rows.length * elements];
            data.gather(rows, values);
            List<Moments> chunk = Stream.generate(Moments::new).limit(channels).toList();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isNaN(values[i])) {
                    chunk.get(i % elements / length).add(values[i]);
                }
            }
            IntStream.range(0, channels).forEach(channel -> result.get(channel).merge(chunk.get(channel)));
        }
        return result;
    }

    void add(double value) {
        count++;
        double difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** Adds what another chunk has seen. */
    void merge(Moments other) {
        if (other.count == 0) {
            return;
        }
        double difference = other.mean - mean;
        long total = count + other.count;
        squares += other.squares + difference * difference * count * other.count / total;
        mean += difference * other.count / total;
        count = total;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    long count() {
        return count;
    }

    /** 0 of nothing. */
    double mean() {
        return mean;
    }

    /** The population's; 0 of nothing. */
    double deviation() {
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }
}
