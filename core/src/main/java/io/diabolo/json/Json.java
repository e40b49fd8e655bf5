package io.diabolo.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.diabolo.error.BadInputException;
import io.diabolo.error.DiaboloException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes records as JSON with {@code snake_case} names; reads YAML too. Limits: 4 MiB, 64 levels. */
public final class Json {

    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_DEPTH = 64;

    private static final ObjectMapper JSON = configure(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build()))
            .build();
    private static final ObjectMapper YAML =
            configure(YAMLMapper.builder(new YAMLFactory())).build();

    /** What Jackson's messages list, and the Java names in them, which mean nothing to a reader of the file. */
    private static final Pattern KNOWN = Pattern.compile("(?:known type ids = |accepted for Enum class: )(\\[[^]]*])");

    private static final Pattern JAVA_TYPE = Pattern.compile("`(?:[\\w$]+[.$])*(\\w+)(?:<[^`]*>)?`");

    private Json() {}

    private static <B extends MapperBuilder<?, B>> B configure(B builder) {
        return builder.annotationIntrospector(
                        AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new SealedTypes()))
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS);
    }

    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is not JSON: " + value.getClass(), e);
        }
    }

    public static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /**
     * Reads a file, as YAML where its name ends in .yaml or .yml, as JSON otherwise.
     *
     * @throws BadInputException in one line with the place, if it cannot be read as {@code type}
     */
    public static <T> T read(Path file, Class<T> type) {
        String name = file.toString();
        byte[] content = bytes(file);
        try {
            return present((name.endsWith(".yaml") || name.endsWith(".yml") ? YAML : JSON).readValue(content, type));
        } catch (IOException e) {
            throw new BadInputException(file + ": " + explain(e), e);
        }
    }

    /** Reads text, for example what a checkpoint's metadata holds. */
    public static <T> T parse(String text, Class<T> type) {
        try {
            return present(JSON.readValue(text, type));
        } catch (IOException e) {
            throw new BadInputException(explain(e), e);
        }
    }

    /**
     * Reads a tree that was read before.
     *
     * @throws BadInputException in one line with the place, if it cannot be read as {@code type}
     */
    public static <T> T convert(JsonNode tree, Class<T> type) {
        try {
            return present(JSON.treeToValue(tree, type));
        } catch (IOException e) {
            throw new BadInputException(explain(e), e);
        }
    }

    private static <T> T present(@Nullable T value) throws IOException {
        if (value == null) {
            throw new IOException("it holds nothing but null");
        }
        return value;
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new BadInputException("%s is larger than %d bytes".formatted(file, MAX_BYTES));
            }
            return content;
        } catch (IOException e) {
            throw new BadInputException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static String explain(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DiaboloException known) {
                return String.valueOf(known.getMessage());
            }
        }
        String place = e instanceof JsonMappingException mapping ? place(mapping) : "";
        String message =
                e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown setting '%s'; known are %s"
                    .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
        }
        Matcher known = KNOWN.matcher(message);
        String choice = known.find() ? "; known are " + known.group(1) : "";
        if (e instanceof InvalidTypeIdException type) {
            return type.getTypeId() == null
                    ? "'type' is missing" + place
                    : "unknown type '%s'%s%s".formatted(type.getTypeId(), place, choice);
        }
        if (e instanceof InvalidFormatException value) {
            return "wrong value '%s'%s%s".formatted(value.getValue(), place, choice);
        }
        if (e instanceof InvalidNullException absent && absent.getPropertyName() != null) {
            return "a setting is missing or null: '%s'".formatted(absent.getPropertyName());
        }
        if (e instanceof JsonParseException syntax && syntax.getLocation() != null) {
            place = " in line " + syntax.getLocation().getLineNr();
        }
        return JAVA_TYPE
                        .matcher(message.lines().findFirst().orElse("not readable"))
                        .replaceAll("$1")
                + place;
    }

    private static String place(JsonMappingException e) {
        for (int i = e.getPath().size() - 1; i >= 0; i--) {
            String name = e.getPath().get(i).getFieldName();
            if (name != null) {
                return " at '" + name + "'";
            }
        }
        return "";
    }
}
