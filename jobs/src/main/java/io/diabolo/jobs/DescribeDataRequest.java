package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * Asks what data holds.
 *
 * @param data which
 * @param sheet the file for a contact sheet of up to 100 pictures; null for none
 */
public record DescribeDataRequest(
        DataChoice data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String sheet) {}
