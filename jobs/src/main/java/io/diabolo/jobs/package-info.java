/**
 * What Diabolo does for a user, whichever surface asks: a typed request, a run that can be watched and stopped, a folder
 * with card and report. {@link io.diabolo.jobs.Jobs} takes the requests and owns the engine's threads and device;
 * {@link io.diabolo.jobs.JobControl} watches and stops. Requests and outcomes are records, and JSON. Nothing here prints,
 * exits or knows a terminal.
 */
@NullMarked
package io.diabolo.jobs;

import org.jspecify.annotations.NullMarked;
