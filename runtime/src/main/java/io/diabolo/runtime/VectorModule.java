package io.diabolo.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * {@code jdk.incubator.vector}. A JVM that was started with {@code --add-modules jdk.incubator.vector} has it, and has warned of it. One
 * that was started with {@code -XX:+EnableVectorSupport --add-exports java.base/jdk.internal.module=ALL-UNNAMED}, as
 * {@code ./diabolo} does, gets it here when it is first needed, without a warning and without a longer start.
 */
final class VectorModule {

    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Whether it is there, or could be loaded; where it could, this loads it. */
    static boolean isThere() {
        return ModuleLayer.boot().findModule(NAME).isPresent() || Loaded.SUCCESS;
    }

    /** The holder idiom: once, whichever thread comes first. */
    private static final class Loaded {

        static final boolean SUCCESS = hasMachineCode() && load();

        /** Without it each vector is an object, and a product takes a hundred times as long. */
        private static boolean hasMachineCode() {
            try {
                return Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .getVMOption("EnableVectorSupport")
                        .getValue());
            } catch (IllegalArgumentException | LinkageError e) {
                return false; // a JVM that knows no such option, or of another kind
            }
        }

        /** The way in which the JDK's own tools add a module of the JDK to a JVM that runs. */
        private static boolean load() {
            try {
                Class.forName("jdk.internal.module.Modules")
                        .getMethod("loadModule", String.class)
                        .invoke(null, NAME);
                return true;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return false; // not exported, or a Java that does it otherwise
            }
        }
    }
}
