package io.diabolo.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a safetensors file:
 * {@code {"__metadata__": {key: text}, name: {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}}.
 *
 * <p>Offsets count from the header's end; together the tensors cover the rest of the file without holes or overlaps.
 *
 * @param entries in the order of their values in the file
 */
record SafetensorsHeader(SortedMap<String, String> metadata, List<Entry> entries) {

    static final String METADATA = "__metadata__";
    private static final int MAX_HEADER_BYTES = 16 << 20;
    static final int MAX_NAME_CHARS = 512;
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    // Names come from outside: interning or hashing them into a shared table would let a file slow down later ones.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(3)
                    .maxNameLength(4 * MAX_NAME_CHARS)
                    .maxNumberLength(20)
                    .maxStringLength(MAX_HEADER_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** A tensor's place: its bytes are {@code [begin, end)} after the header. */
    record Entry(String name, TensorType type, List<Long> shape, long begin, long end) {

        int count() {
            return (int) ((end - begin) / type.bytes);
        }
    }

    /** Reads and checks the header; {@code in} then stands at the first value. */
    static SafetensorsHeader read(String source, InputStream in, long fileBytes, Safetensors.Limits limits)
            throws IOException {
        if (fileBytes < Long.BYTES || fileBytes > limits.fileBytes()) {
            throw corrupt(source, null, "%,d bytes, must be 8 to %,d".formatted(fileBytes, limits.fileBytes()));
        }
        long length = ByteBuffer.wrap(in.readNBytes(Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > MAX_HEADER_BYTES || length > fileBytes - Long.BYTES) {
            throw corrupt(
                    source,
                    null,
                    "header of %s bytes, must be 2 to %,d and end within the file's %,d"
                            .formatted(Long.toUnsignedString(length), MAX_HEADER_BYTES, fileBytes));
        }
        byte[] json = in.readNBytes((int) length);
        if (json.length < length || json[0] != '{') {
            throw corrupt(source, null, "the header must be a JSON object");
        }
        try {
            // Decoded here, because a parser of bytes would accept other encodings than UTF-8.
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            return parse(source, text.toString(), fileBytes - Long.BYTES - length, limits);
        } catch (CharacterCodingException e) {
            throw corrupt(source, null, "the header is not UTF-8");
        } catch (JsonProcessingException e) {
            throw corrupt(source, null, "the header is not valid JSON (%s)".formatted(quoted(e.getOriginalMessage())));
        }
    }

    /** The header of {@code tensors}, laid out in the order given, padded with spaces. */
    static byte[] toBytes(String source, List<NamedTensor> tensors, SortedMap<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Set<String> names = new HashSet<>(Set.of(METADATA));
        long end = 0;
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                writeMetadata(source, json, metadata);
            }
            for (NamedTensor tensor : tensors) {
                requireName(source, tensor.name());
                if (!names.add(tensor.name())) {
                    throw refused(source, tensor.name(), "a name may be used only once, and not be " + METADATA);
                }
                long begin = end;
                end += product(tensor.shape(), TensorType.of(tensor).bytes);
                writeEntry(json, tensor, begin, end);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        while (bytes.size() % 8 != 0) {
            bytes.write(' ');
        }
        Safetensors.Limits limits = Safetensors.Limits.STANDARD;
        if (tensors.size() > limits.tensors()
                || bytes.size() > MAX_HEADER_BYTES
                || end + bytes.size() + Long.BYTES > limits.fileBytes()) {
            throw new BadInputException(
                    "%s: %,d tensors of %,d bytes with a header of %,d exceed the limits (%,d, %,d, %,d); save a smaller model"
                            .formatted(
                                    source,
                                    tensors.size(),
                                    end,
                                    bytes.size(),
                                    limits.tensors(),
                                    limits.fileBytes(),
                                    MAX_HEADER_BYTES));
        }
        return bytes.toByteArray();
    }

    /** The product of the dimensions and {@code bytes}, or -1 where it overflows or a dimension is negative. */
    static long product(List<Long> shape, int bytes) {
        long product = bytes;
        boolean empty = false;
        for (long dimension : shape) {
            if (dimension < 0) {
                return -1;
            }
            empty |= dimension == 0;
            if (dimension > 0 && product > Long.MAX_VALUE / dimension) {
                return -1;
            }
            product *= Math.max(dimension, 1);
        }
        return empty ? 0 : product;
    }

    static CorruptFileException corrupt(String source, @Nullable String tensor, String rule) {
        return new CorruptFileException("%s%s: %s; the file is damaged, take a good copy"
                .formatted(source, tensor == null ? "" : ", tensor " + quoted(tensor), rule));
    }

    /** Text from outside, on one line and of bearable length. */
    static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return "'" + (line.length() <= 100 ? line : line.substring(0, 100) + "...") + "'";
    }

    private static BadInputException refused(String source, String name, String rule) {
        return new BadInputException("%s, tensor %s: %s; rename it".formatted(source, quoted(name), rule));
    }

    private static void requireName(String source, String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS || !encodable(name)) {
            throw refused(source, name, "a name must be Unicode of 1 to %d characters".formatted(MAX_NAME_CHARS));
        }
    }

    /** False for half a surrogate pair, which has no UTF-8 form. */
    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void writeMetadata(String source, JsonGenerator json, SortedMap<String, String> metadata)
            throws IOException {
        json.writeObjectFieldStart(METADATA);
        // The caller's map may sort by another order, on which the bytes must not depend.
        SortedMap<String, String> sorted = new TreeMap<>();
        sorted.putAll(metadata);
        for (var entry : sorted.entrySet()) {
            requireName(source, entry.getKey());
            if (!encodable(entry.getValue())) {
                throw refused(source, entry.getKey(), "metadata must be Unicode");
            }
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeEntry(JsonGenerator json, NamedTensor tensor, long begin, long end) throws IOException {
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", TensorType.of(tensor).name());
        json.writeArrayFieldStart("shape");
        for (long dimension : tensor.shape()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
    }

    private static SafetensorsHeader parse(String source, String json, long dataBytes, Safetensors.Limits limits)
            throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            SafetensorsHeader header = new SafetensorsHeaderReader(source, parser, limits.tensors()).header();
            header.checkPlaces(source, dataBytes);
            return header;
        }
    }

    private void checkPlaces(String source, long dataBytes) {
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin != at || entry.end < at || entry.end > dataBytes) {
                throw corrupt(
                        source,
                        entry.name,
                        "offsets [%d, %d] must begin at %d, without hole or overlap, and end within the file's %d bytes of values"
                                .formatted(entry.begin, entry.end, at, dataBytes));
            }
            if (product(entry.shape, entry.type.bytes) != entry.end - entry.begin) {
                throw corrupt(
                        source,
                        entry.name,
                        "shape %s of %s does not fill its %d bytes"
                                .formatted(entry.shape, entry.type, entry.end - entry.begin));
            }
            if ((entry.end - entry.begin) / entry.type.bytes > MAX_ARRAY) {
                throw new UnsupportedFormatException("%s, tensor %s: more than %,d values; split the tensor"
                        .formatted(source, quoted(entry.name), MAX_ARRAY));
            }
            at = entry.end;
        }
        if (at != dataBytes) {
            throw corrupt(source, null, "%d bytes of values, of which the tensors use %d".formatted(dataBytes, at));
        }
    }
}
