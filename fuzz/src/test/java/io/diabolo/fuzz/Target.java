package io.diabolo.fuzz;

import java.util.Locale;
import java.util.function.Consumer;

/** The readers of files from outside. */
enum Target {
    CONFIG(ConfigTarget.class, ConfigTarget::fuzzerTestOneInput),
    SAFETENSORS(SafetensorsTarget.class, SafetensorsTarget::fuzzerTestOneInput),
    TABLE(TableTarget.class, TableTarget::fuzzerTestOneInput),
    ARRAY(ArrayTarget.class, ArrayTarget::fuzzerTestOneInput),
    CODED_PICTURE(CodedPictureTarget.class, CodedPictureTarget::fuzzerTestOneInput),
    PICTURE(PictureTarget.class, PictureTarget::fuzzerTestOneInput);

    private final Class<?> type;
    private final Consumer<byte[]> reader;

    Target(Class<?> type, Consumer<byte[]> reader) {
        this.type = type;
        this.reader = reader;
    }

    /** What Jazzer is told to call. */
    String className() {
        return type.getName();
    }

    /** @throws AssertionError if the content is neither read nor refused in one line */
    void read(byte[] content) {
        reader.accept(content);
    }

    /** Of its corpus. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
