package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * How workers that train talk to the driver: by Spark's own messages, so that no port more is open than Spark has, and whatever
 * Spark encrypts is encrypted. Spark makes one of the two parts in each of its processes.
 */
public final class TrainingPlugin implements SparkPlugin {

    private static final AtomicReference<@Nullable TrainingInbox> INBOX = new AtomicReference<>();
    private static final AtomicReference<@Nullable PluginContext> EXECUTOR = new AtomicReference<>();

    /** For Spark, which knows this class by the setting {@code spark.plugins}. */
    public TrainingPlugin() {}

    /**
     * Who takes the messages in this process from now on.
     *
     * @throws BadInputException if somebody else does
     */
    static void deliverTo(TrainingInbox inbox) {
        if (!INBOX.compareAndSet(null, inbox)) {
            throw new BadInputException("this process has another training on a cluster: wait for its end");
        }
    }

    /** Messages go to nobody. */
    static void deliverNoMore() {
        INBOX.set(null);
    }

    /** Tells the driver something, and returns whether the training is to stop. */
    static boolean tell(TrainingMessage message) {
        PluginContext executor = EXECUTOR.get();
        if (executor == null) {
            throw new IllegalStateException("the executors of this session train nothing");
        }
        try {
            return (Boolean) executor.ask(message);
        } catch (Exception e) { // as Scala's methods declare them
            throw new OutputException("the driver does not answer this worker: " + Failures.line(e), e);
        }
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Object receive(Object message) {
                TrainingInbox inbox = INBOX.get();
                return inbox == null || inbox.take((TrainingMessage) message);
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> settings) {
                EXECUTOR.set(context);
            }
        };
    }
}
