/**
 * Reports from NEUTRAL records: fill a {@link io.diabolo.report.Report} with blocks and give it to
 * {@link io.diabolo.report.HtmlReport}; give a {@link io.diabolo.report.Chart} alone to
 * {@link io.diabolo.report.ChartFiles}. Nothing here knows what an autoencoder is, and nothing but this package knows the
 * chart library.
 *
 * <p>All records are immutable and all writers are stateless, hence safe to use from several threads. The same input gives
 * the same bytes on the same machine; text in charts is drawn as outlines of that machine's sans-serif font. Records that
 * break their own rules throw {@link IllegalArgumentException}, files that cannot be written {@link java.io.IOException}.
 */
@NullMarked
package io.diabolo.report;

import org.jspecify.annotations.NullMarked;
