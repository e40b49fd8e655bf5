package io.diabolo.fuzz;

import java.util.Locale;

/** The readers of files from outside. */
enum Target {
    CONFIG(ConfigTarget.class),
    SAFETENSORS(SafetensorsTarget.class),
    TABLE(TableTarget.class),
    ARRAY(ArrayTarget.class),
    CODED_PICTURE(CodedPictureTarget.class),
    PICTURE(PictureTarget.class);

    private final Class<?> type;

    Target(Class<?> type) {
        this.type = type;
    }

    /** What Jazzer is told to call. */
    String className() {
        return type.getName();
    }

    /** @throws AssertionError if the content is neither read nor refused in one line */
    void read(byte[] content) {
        switch (this) {
            case CONFIG -> ConfigTarget.fuzzerTestOneInput(content);
            case SAFETENSORS -> SafetensorsTarget.fuzzerTestOneInput(content);
            case TABLE -> TableTarget.fuzzerTestOneInput(content);
            case ARRAY -> ArrayTarget.fuzzerTestOneInput(content);
            case CODED_PICTURE -> CodedPictureTarget.fuzzerTestOneInput(content);
            case PICTURE -> PictureTarget.fuzzerTestOneInput(content);
        }
    }

    /** Of its corpus. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
