package io.diabolo.report;

/** Numbers drawn on two axes. */
public sealed interface Chart extends Block permits LineChart, ScatterChart {

    /** Stands above the chart; not blank. */
    String title();

    /** The name of the horizontal axis with its unit; may be empty. */
    String xLabel();

    /** The name of the vertical axis with its unit; may be empty. */
    String yLabel();
}
