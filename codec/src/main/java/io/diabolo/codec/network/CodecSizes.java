package io.diabolo.codec.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of a codec's networks, as its weights file states them in the metadata {@code codec}.
 *
 * @param name lower-case letters, digits and hyphens, 1 to 64 of them
 * @param latent channels of the latent, 1 to 1024
 * @param hyper channels of the hyper-latent, 1 to 256
 * @param features channels within the hyper networks, 1 to 512
 * @param context channels within the context networks, 1 to 512
 * @param slices latent channels that are coded together, in order; 1 to 16 numbers whose sum is {@code latent}
 * @param levels qualities, 2 to 127
 * @param lambdas the weights of distortion that the codec was trained for, for reports
 * @param encoder which {@link Analysis}: 1, as in codecs that do not say, or 2
 * @param complete of how many of the first slices every value is coded; 0 in codecs that do not say
 */
public record CodecSizes(
        String name,
        int latent,
        int hyper,
        int features,
        int context,
        List<Integer> slices,
        int levels,
        List<Double> lambdas,
        int encoder,
        int complete) {

    /** The version of the weights file that this release reads. */
    public static final int FORMAT = 1;

    /** Pixels to a side of a latent position; the networks' strides are made for this one. */
    public static final int BLOCK = 16;

    private static final int MAX_NUMBERS = 127;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNameLength(256)
                    .maxNumberLength(40)
                    .maxStringLength(1 << 16)
                    .maxDocumentLength(1 << 20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    public CodecSizes {
        slices = List.copyOf(slices);
        lambdas = List.copyOf(lambdas);
    }

    /**
     * Reads the metadata.
     *
     * @param source what messages call the file
     * @throws UnsupportedFormatException for a newer format
     * @throws CorruptFileException for what is no JSON or breaks a rule
     */
    static CodecSizes parse(String source, String json) {
        Map<String, List<Double>> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            require(source, parser.nextToken() == JsonToken.START_OBJECT, "must be a JSON object");
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (key.equals("name") && token == JsonToken.VALUE_STRING) {
                    names.add(parser.getText());
                } else if (token.isNumeric() || token == JsonToken.START_ARRAY) {
                    numbers.put(key, numbers(source, parser));
                } else {
                    parser.skipChildren(); // Later releases may say more without changing the networks.
                }
            }
            require(source, parser.currentToken() == JsonToken.END_OBJECT, "must be a JSON object");
        } catch (IOException e) {
            throw corrupt(source, "is not valid JSON");
        }
        return checked(source, names, numbers);
    }

    /** Channels of the first slices together. */
    int slicesBefore(int slice) {
        return slices.subList(0, slice).stream().mapToInt(Integer::intValue).sum();
    }

    private static CodecSizes checked(String source, List<String> names, Map<String, List<Double>> numbers) {
        List<Double> format = numbers.getOrDefault("format", List.of());
        if (format.size() == 1 && format.get(0) > FORMAT && format.get(0) == Math.rint(format.get(0))) {
            throw new UnsupportedFormatException(
                    "%s: a codec of format %.0f, this release reads format %d; take a newer release"
                            .formatted(source, format.get(0), FORMAT));
        }
        whole(source, numbers, "format", 1, FORMAT);
        require(source, names.size() == 1 && names.get(0).matches("[a-z0-9-]{1,64}"), "must have a name of a-z 0-9 -");
        whole(source, numbers, "block", BLOCK, BLOCK);
        int latent = whole(source, numbers, "latent", 1, 1024);
        List<Integer> slices = new ArrayList<>();
        List<Double> widths = numbers.getOrDefault("slices", List.of());
        require(source, !widths.isEmpty() && widths.size() <= 16, "must have 1 to 16 slices");
        for (double width : widths) {
            slices.add(whole(source, Map.of("slices", List.of(width)), "slices", 1, latent));
        }
        int sum = slices.stream().mapToInt(Integer::intValue).sum();
        require(source, sum == latent, "slices must sum to latent (%d), sum to %d".formatted(latent, sum));
        return new CodecSizes(
                names.get(0),
                latent,
                whole(source, numbers, "hyper", 1, 256),
                whole(source, numbers, "features", 1, 512),
                whole(source, numbers, "context", 1, 512),
                slices,
                whole(source, numbers, "levels", 2, 127),
                numbers.getOrDefault("lambdas", List.of()),
                numbers.containsKey("encoder") ? whole(source, numbers, "encoder", 1, 2) : 1,
                numbers.containsKey("complete") ? whole(source, numbers, "complete", 0, slices.size()) : 0);
    }

    private static int whole(String source, Map<String, List<Double>> numbers, String key, int min, int max) {
        List<Double> values = numbers.getOrDefault(key, List.of());
        double value = values.size() == 1 ? values.get(0) : Double.NaN;
        require(
                source,
                value >= min && value <= max && value == Math.rint(value),
                "%s must be a whole number, %d to %d".formatted(key, min, max));
        return (int) value;
    }

    private static List<Double> numbers(String source, JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            return List.of(parser.getDoubleValue());
        }
        List<Double> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean room = numbers.size() < MAX_NUMBERS;
            require(source, room && parser.currentToken().isNumeric(), "lists must hold up to 127 numbers only");
            numbers.add(parser.getDoubleValue());
        }
        return numbers;
    }

    private static void require(String source, boolean holds, String rule) {
        if (!holds) {
            throw corrupt(source, rule);
        }
    }

    private static CorruptFileException corrupt(String source, String rule) {
        return new CorruptFileException("%s: the metadata 'codec' %s; the file is damaged or no codec, take a good copy"
                .formatted(source, rule));
    }
}
