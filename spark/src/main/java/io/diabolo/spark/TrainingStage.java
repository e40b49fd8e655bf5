package io.diabolo.spark;

import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import io.diabolo.error.OutputException;
import io.diabolo.file.FolderTree;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.json.Json;
import io.diabolo.nodes.NodePlace;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * The barrier stage that trains: each of its tasks is a machine among {@link io.diabolo.nodes.Nodes}, and does what it would do if
 * it were started by hand. The tasks tell each other where they listen; the first one also talks to the driver.
 */
final class TrainingStage extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>> implements Serializable {

    private static final long serialVersionUID = 1;

    private final Work work;

    TrainingStage(Work work) {
        this.work = work;
    }

    /**
     * What the tasks of an attempt are told.
     *
     * @param attempt its number, from 1
     * @param request as JSON
     * @param threads of each task
     * @param folder the name that the model's folder is to have
     * @param table the name of the file with the rows, as Spark gave it to the executors
     * @param checkpoint the names of the files from which the training goes on; none where it begins
     */
    record Work(int attempt, String request, int threads, String folder, String table, List<String> checkpoint)
            implements Serializable {

        /** The name of a checkpoint's file among those that the executors have; each attempt has its own. */
        String sent(String name) {
            return "attempt-%d-%s".formatted(attempt, name);
        }
    }

    @Override
    public Iterator<Integer> apply(Iterator<Integer> rows) {
        BarrierTaskContext context = BarrierTaskContext.get();
        RuntimeException failure = null;
        try {
            train(context);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } catch (LinkageError e) {
            failure = new OutputException("a worker cannot compute: " + Failures.line(e), e);
            throw failure;
        } finally {
            TrainingPlugin.tell(new TrainingMessage.Ended(work.attempt, context.partitionId(), failure));
        }
        return CollectionConverters.asScala(Collections.emptyIterator());
    }

    private void train(BarrierTaskContext context) {
        NodePlace place = place(context);
        try {
            // Spark removes what is in there even where this process is killed.
            Path folder = Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "training");
            try {
                train(context, place, folder.resolve(work.folder));
            } finally {
                FolderTree.delete(folder);
            }
        } catch (IOException e) {
            throw new OutputException("a worker has no place for a training: " + e.getMessage(), e);
        }
    }

    private void train(BarrierTaskContext context, NodePlace place, Path out) throws IOException {
        Files.createDirectories(out);
        boolean resumes = place.leads() && !work.checkpoint.isEmpty();
        if (resumes) {
            for (String name : work.checkpoint) {
                Files.copy(Path.of(SparkFiles.get(work.sent(name))), out.resolve(name));
            }
        }
        TrainRequest request = Json.parse(work.request, TrainRequest.class)
                .with(new Output(out.toString(), resumes ? Output.Existing.RESUME : Output.Existing.REFUSE, false))
                .with(place);
        Path table = Path.of(SparkFiles.get(work.table));
        try {
            train(context, request, table, out);
        } catch (BadInputException e) {
            // Of what the user named, not of where it lies here.
            String message = String.valueOf(e.getMessage())
                    .replace(out.toString(), work.folder)
                    .replace(table.toString(), work.table);
            throw new BadInputException(message, e);
        }
    }

    private void train(BarrierTaskContext context, TrainRequest request, Path table, Path out) {
        Jobs jobs = new Jobs(work.threads, 1, Device.CPU);
        JobControl control = JobControl.none().withStop(context::isInterrupted);
        if (context.partitionId() > 0) {
            jobs.train(request, table, control);
            return;
        }
        TrainingReports reports = new TrainingReports(work.attempt, out);
        try {
            TrainOutcome outcome = jobs.train(
                    request,
                    table,
                    control.withStop(() -> context.isInterrupted() || reports.isStopWanted())
                            .withNotes(reports::note)
                            .withTraining(reports));
            reports.finish(outcome);
        } catch (NodeLostException e) {
            reports.sendCheckpoint();
            throw e;
        }
    }

    /** Where the tasks listen, in the order of their numbers; the first one needs a port that the others know. */
    private static NodePlace place(BarrierTaskContext context) {
        String host = SparkEnv.get().blockManager().blockManagerId().host();
        int port = context.partitionId() == 0 ? freePort(host) : NodePlace.Address.ANY_PORT;
        List<NodePlace.Address> addresses = Stream.of(context.allGather(port + " " + host))
                .map(told -> told.split(" ", 2))
                .map(told -> new NodePlace.Address(told[1], Integer.parseInt(told[0])))
                .toList();
        return new NodePlace(addresses, context.partitionId(), NodePlace.USUAL_SECONDS);
    }

    private static int freePort(String host) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BadInputException(
                    "a worker cannot listen at %s (%s), the name by which Spark knows it"
                            .formatted(host, e.getMessage()),
                    e);
        }
    }
}
