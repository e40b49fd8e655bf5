/**
 * The studio: trainings watched and models used in a browser, and a REST API, by a server on the own machine.
 * {@link io.diabolo.studio.Studio} is started with {@link io.diabolo.studio.StudioOptions} and the
 * {@link io.diabolo.jobs.Jobs} that own the threads. All that computes is in {@code jobs}; here are what comes over HTTP, what it may
 * touch, and the pages. {@code openapi.json} describes the API; a test compares it with the routes.
 */
@NullMarked
package io.diabolo.studio;

import org.jspecify.annotations.NullMarked;
