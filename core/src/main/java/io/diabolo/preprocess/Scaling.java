package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a numeric column becomes model values. */
public enum Scaling {
    /** By mean and standard deviation. */
    @JsonProperty("standard")
    STANDARD,
    /** By median and interquartile range, divided by 1.349, which a normal distribution has: outliers do not shrink the rest. */
    @JsonProperty("robust")
    ROBUST,
    /** By its quantiles, to a standard normal distribution. */
    @JsonProperty("quantile")
    QUANTILE
}
