package io.diabolo.detect;

import io.diabolo.image.Picture;

/**
 * Where a picture is not as expected.
 *
 * @param picture as the autoencoders see it
 * @param expected as they rebuild it
 * @param heat black where it is as normal pictures are, over red to yellow
 */
public record HeatMap(Picture picture, Picture expected, Picture heat) {}
