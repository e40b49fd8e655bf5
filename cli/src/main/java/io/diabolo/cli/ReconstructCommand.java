package io.diabolo.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "reconstruct")
final class ReconstructCommand implements Callable<Integer> {
    ReconstructCommand(Session session) {}
    @Override
    public Integer call() { return 0; }
}
