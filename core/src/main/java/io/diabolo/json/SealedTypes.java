package io.diabolo.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of a sealed interface, each with the id of its {@link JsonTypeName}: the {@code permits} clause is the table. */
final class SealedTypes extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        Class<?>[] permitted = annotated.getRawType().getPermittedSubclasses();
        return permitted == null
                ? null
                : Arrays.stream(permitted).map(SealedTypes::named).toList();
    }

    private static NamedType named(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        return name == null ? new NamedType(type) : new NamedType(type, name.value());
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }
}
