package io.diabolo.restore.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.diabolo.error.CorruptFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A flat JSON object of texts, whole numbers and lists of them, with limits. */
final class ConfigText {

    private static final int MAX_NUMBERS = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNameLength(256)
                    .maxNumberLength(40)
                    .maxStringLength(1 << 12)
                    .maxDocumentLength(1 << 16)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final String source;
    private final Map<String, String> strings = new HashMap<>();
    private final Map<String, List<Double>> numbers = new HashMap<>();

    private ConfigText(String source) {
        this.source = source;
    }

    static ConfigText parse(String source, String json) {
        ConfigText text = new ConfigText(source);
        try (JsonParser parser = JSON.createParser(json)) {
            text.require(parser.nextToken() == JsonToken.START_OBJECT, "must be a JSON object");
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                text.read(key, parser);
            }
            text.require(parser.currentToken() == JsonToken.END_OBJECT, "must be a JSON object");
        } catch (IOException e) {
            throw text.corrupt("is not valid JSON");
        }
        return text;
    }

    String string(String key) {
        String value = strings.get(key);
        if (value == null) {
            throw corrupt("must have a text '%s'".formatted(key));
        }
        return value;
    }

    /** The constant whose name in small letters is the text. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String value = string(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        String known = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
        throw corrupt("'%s' must be one of %s, is '%s'".formatted(key, known, value));
    }

    int whole(String key, int min, int max) {
        return wholes(key, 1, min, max).get(0);
    }

    /** A list of {@code count} whole numbers, each from {@code min} to {@code max}. */
    List<Integer> wholes(String key, int count, int min, int max) {
        List<Double> values = numbers.getOrDefault(key, List.of());
        List<Integer> wholes = new ArrayList<>();
        for (double value : values) {
            if (value >= min && value <= max && value == Math.rint(value)) {
                wholes.add((int) value);
            }
        }
        require(
                values.size() == count && wholes.size() == count,
                "'%s' must be %s, each %d to %d"
                        .formatted(key, count == 1 ? "a whole number" : count + " whole numbers", min, max));
        return wholes;
    }

    CorruptFileException corrupt(String rule) {
        return new CorruptFileException(
                "%s: the metadata 'config' %s; the file is damaged or no restorer, take a good copy"
                        .formatted(source, rule));
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw corrupt(rule);
        }
    }

    private void read(String key, JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            strings.put(key, parser.getText());
        } else if (token.isNumeric()) {
            numbers.put(key, List.of(parser.getDoubleValue()));
        } else if (token == JsonToken.START_ARRAY) {
            numbers.put(key, list(parser));
        } else {
            parser.skipChildren();
        }
    }

    private List<Double> list(JsonParser parser) throws IOException {
        List<Double> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(
                    values.size() < MAX_NUMBERS && parser.currentToken().isNumeric(),
                    "must have lists of up to %d numbers only".formatted(MAX_NUMBERS));
            values.add(parser.getDoubleValue());
        }
        return values;
    }
}
