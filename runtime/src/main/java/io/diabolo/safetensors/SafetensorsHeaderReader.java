package io.diabolo.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.diabolo.error.UnsupportedFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a header token by token, so that nothing is built which the rules do not allow. */
record SafetensorsHeaderReader(String source, JsonParser json, int maxTensors) {

    SafetensorsHeader header() throws IOException {
        SortedMap<String, String> metadata = new TreeMap<>();
        List<SafetensorsHeader.Entry> entries = new ArrayList<>();
        require(json.nextToken() == JsonToken.START_OBJECT, null, "the header must be a JSON object");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            require(
                    name.length() <= SafetensorsHeader.MAX_NAME_CHARS,
                    name,
                    "names have at most " + SafetensorsHeader.MAX_NAME_CHARS + " characters");
            if (name.equals(SafetensorsHeader.METADATA)) {
                readMetadata(metadata);
            } else {
                require(entries.size() < maxTensors, name, "at most %,d tensors are read".formatted(maxTensors));
                entries.add(entry(name));
            }
        }
        require(json.nextToken() == null, null, "something follows the header's JSON object");
        entries.sort(Comparator.comparingLong(SafetensorsHeader.Entry::begin)
                .thenComparingLong(SafetensorsHeader.Entry::end));
        return new SafetensorsHeader(metadata, entries);
    }

    private void readMetadata(SortedMap<String, String> metadata) throws IOException {
        require(
                json.nextToken() == JsonToken.START_OBJECT,
                null,
                SafetensorsHeader.METADATA + " must be a JSON object");
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            require(
                    json.nextToken() == JsonToken.VALUE_STRING,
                    null,
                    SafetensorsHeader.METADATA + " must hold texts only");
            metadata.put(key, json.getText());
        }
    }

    private SafetensorsHeader.Entry entry(String name) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, name, "must be a JSON object");
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            switch (key) {
                case "dtype" -> type = type(name);
                case "shape" -> shape = numbers(name, key, NamedTensor.MAX_DIMENSIONS);
                case "data_offsets" -> offsets = numbers(name, key, 2);
                default ->
                    throw SafetensorsHeader.corrupt(source, name, "unknown field " + SafetensorsHeader.quoted(key));
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw SafetensorsHeader.corrupt(source, name, "must have dtype, shape and two data_offsets");
        }
        return new SafetensorsHeader.Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private TensorType type(String name) throws IOException {
        require(json.nextToken() == JsonToken.VALUE_STRING, name, "dtype must be a text");
        String text = json.getText();
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        require(TensorType.OTHERS.contains(text), name, "unknown dtype " + SafetensorsHeader.quoted(text));
        throw new UnsupportedFormatException("%s, tensor %s: dtype %s is not read; convert it to F32"
                .formatted(source, SafetensorsHeader.quoted(name), text));
    }

    private List<Long> numbers(String name, String key, int atMost) throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY, name, key + " must be an array");
        List<Long> numbers = new ArrayList<>(4);
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            require(numbers.size() < atMost, name, "%s has more than %d numbers".formatted(key, atMost));
            require(json.getLongValue() >= 0, name, key + " must not be negative");
            numbers.add(json.getLongValue());
        }
        require(json.currentToken() == JsonToken.END_ARRAY, name, key + " must hold whole numbers only");
        return List.copyOf(numbers);
    }

    private void require(boolean holds, @Nullable String tensor, String rule) {
        if (!holds) {
            throw SafetensorsHeader.corrupt(source, tensor, rule);
        }
    }
}
