package io.diabolo.corrupt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;

/** Reads a corruption from JSON: an object, or the text that model folders of format 1 and configuration files have. */
public final class CorruptionReader extends StdDeserializer<Corruption> {

    private static final long serialVersionUID = 1;

    public CorruptionReader() {
        super(Corruption.class);
    }

    /** Without this, Jackson would look for the type's id before asking. */
    @Override
    public Object deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer types)
            throws IOException {
        return deserialize(parser, context);
    }

    @Override
    public Corruption deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser.hasToken(JsonToken.VALUE_STRING)
                ? CorruptionText.parse(parser.getText())
                : context.readValue(parser, Corruption.class);
    }
}
