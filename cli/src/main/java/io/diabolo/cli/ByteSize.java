package io.diabolo.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 50000}, {@code 50k} and {@code 1.5M}: k is a thousand bytes, M a million. */
final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,10}(?:\\.\\d{1,6})?)([kKmM]?)[bB]?");

    @Override
    public Long convert(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'%s' is no number of bytes, such as 50000, 50k or 1.5M".formatted(text));
        }
        double factor =
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "k" -> 1e3;
                    case "m" -> 1e6;
                    default -> 1;
                };
        return (long) (Double.parseDouble(matcher.group(1)) * factor);
    }
}
