/**
 * The study: models x latent sizes x seeds trained to one plan, measured, compared with references, and judged. Start with
 * {@link io.diabolo.study.Study}; what comes out is a {@link io.diabolo.study.StudyResult}.
 */
@NullMarked
package io.diabolo.study;

import org.jspecify.annotations.NullMarked;
