package io.diabolo.report;

/** One piece of a section, from a sentence to a chart. */
public sealed interface Block
        permits Paragraph, Callout, CodeBlock, Table, ImageBlock, NetworkDiagram, PointMap, Chart {}
