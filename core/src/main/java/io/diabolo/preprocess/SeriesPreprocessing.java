package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.Dataset;
import io.diabolo.data.InputFormat;
import io.diabolo.data.SampleShape;
import io.diabolo.data.SeriesDataset;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Series: each channel is standardised by its own mean and standard deviation over all samples and times.
 *
 * @param shape [C, L] of a window
 * @param channels one for each channel
 * @param low the smallest model value that occurs
 * @param high the largest model value that occurs
 */
@JsonTypeName("series")
public record SeriesPreprocessing(SampleShape shape, List<Channel> channels, double low, double high)
        implements Preprocessing {

    /**
     * {@code model value = (raw value - offset) / scale}.
     *
     * @param name of the column; null for a channel of an array
     * @param scale above 0; 1 for a constant channel
     */
    public record Channel(
            @JsonSetter(nulls = Nulls.SET) @Nullable String name, double offset, double scale) {

        public Channel {
            if (!(scale > 0) || !Double.isFinite(offset) || !Double.isFinite(scale)) {
                throw new BadInputException("a channel needs a finite offset and a scale above 0, was (x - %s) / %s"
                        .formatted(offset, scale));
            }
        }

        static Channel of(@Nullable String name, Moments moments) {
            return new Channel(name, moments.mean(), moments.deviation() > 0 ? moments.deviation() : 1);
        }

        double toModel(double raw) {
            return (raw - offset) / scale;
        }

        double toRaw(double value) {
            return value * scale + offset;
        }
    }

    public SeriesPreprocessing {
        channels = List.copyOf(channels);
        if (shape.kind() != SampleShape.Kind.SERIES || channels.size() != shape.channels()) {
            throw new BadInputException(
                    "series %s need one scale a channel, %d were given".formatted(shape, channels.size()));
        }
    }

    static SeriesPreprocessing of(Dataset train) {
        List<Moments> moments = Moments.ofChannels(train, train.shape().channels());
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < moments.size(); c++) {
            String name = train instanceof SeriesDataset windows
                    ? windows.table().columns().get(c).name()
                    : null;
            channels.add(Channel.of(name, moments.get(c)));
        }
        double low = 0;
        double high = 0;
        for (int c = 0; c < channels.size(); c++) {
            if (moments.get(c).count() == 0) {
                throw new BadInputException(
                        "%s: all values of channel %d are missing in the training part: leave it out"
                                .formatted(train.name(), c));
            }
            low = Math.min(low, channels.get(c).toModel(moments.get(c).min()));
            high = Math.max(high, channels.get(c).toModel(moments.get(c).max()));
        }
        return new SeriesPreprocessing(train.shape(), channels, low, high);
    }

    /** The names of the columns that windows are cut from; empty for series of arrays, and for one a row. */
    @JsonIgnore
    public List<String> channelNames() {
        return channels.stream().map(Channel::name).filter(Objects::nonNull).toList();
    }

    @Override
    public String describe() {
        List<String> names = channelNames();
        int length = shape.spatial().get(0);
        return names.isEmpty()
                ? "series of %,d steps".formatted(length)
                : "windows of %,d rows of %s".formatted(length, String.join(", ", names));
    }

    @Override
    public InputFormat format() {
        return InputFormat.windows(shape, channelNames());
    }

    @Override
    public ModelRange range() {
        return ModelRange.ofStandardised(low, high);
    }

    @Override
    public void read(Dataset data, int[] rows, float[] values, float[] weights) {
        if (!data.shape().equals(shape)) {
            throw new BadInputException(
                    "%s holds samples %s, the model takes series %s".formatted(data.name(), data.shape(), shape));
        }
        data.gather(rows, values);
        int length = shape.elements() / channels.size();
        for (int i = 0; i < values.length; i++) {
            Channel channel = channels.get(i / length % channels.size());
            values[i] = (float) channel.toModel(values[i]);
        }
        if (data.hasGaps()) {
            Gaps.fill(values, weights, 0);
        }
    }

    /**
     * Raw values of model values, in place.
     *
     * @param values samples [C, L] one after the other
     */
    public void toRaw(float[] values) {
        int length = shape.elements() / channels.size();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) channels.get(i / length % channels.size()).toRaw(values[i]);
        }
    }
}
