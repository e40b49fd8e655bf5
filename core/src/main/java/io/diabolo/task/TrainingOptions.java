package io.diabolo.task;

import io.diabolo.engine.Device;
import io.diabolo.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who watches a training, who may stop it, and where it runs.
 *
 * @param device what it runs on
 * @param listeners told of its progress, on the training's thread
 * @param stop asked before each step; once true, the training ends there with the best weights so far
 */
public record TrainingOptions(Device device, List<TrainingListener> listeners, BooleanSupplier stop) {

    public TrainingOptions {
        listeners = List.copyOf(listeners);
    }

    /** On the CPU, watched by nobody. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(Device.CPU, List.of(), () -> false);
    }

    public TrainingOptions withDevice(Device newDevice) {
        return new TrainingOptions(newDevice, listeners, stop);
    }

    public TrainingOptions withListener(TrainingListener listener) {
        List<TrainingListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new TrainingOptions(device, more, stop);
    }

    public TrainingOptions withStop(BooleanSupplier newStop) {
        return new TrainingOptions(device, listeners, newStop);
    }
}
